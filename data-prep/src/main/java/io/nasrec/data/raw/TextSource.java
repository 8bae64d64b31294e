package io.nasrec.data.raw;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Delimited text in files. A new text format only needs to describe its records. */
public interface TextSource extends RawSource {
  /**
   * The files of rows.
   *
   * @return at least one; they are read one after the other
   */
  List<RawFile> files();

  /**
   * What the text of a file looks like.
   *
   * @param file the file
   * @return its dialect
   * @throws IOException if that must be read from the file and cannot be
   */
  Dialect dialect(Path file) throws IOException;

  /**
   * How the records of a file become rows. Called once per file and pass.
   *
   * @param file the file
   * @param header the names of its columns; empty if its dialect has no header
   * @return the parser
   * @throws io.nasrec.commons.BadDataException if a column is missing
   */
  RecordParser parser(Path file, List<String> header);

  @Override
  default List<RawFile> inputs() {
    return files();
  }

  @Override
  default RawChunks open() throws IOException {
    return new TextChunks(this);
  }
}
