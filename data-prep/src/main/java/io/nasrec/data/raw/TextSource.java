package io.nasrec.data.raw;

import io.nasrec.data.Progress;
import io.nasrec.data.RawIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Delimited text in files. A new text format says what its records look like, and no more. */
public interface TextSource extends RawSource {
  /**
   * The files.
   *
   * @return at least one; they are read one after the other
   */
  List<RawFile> files();

  /**
   * What the text looks like.
   *
   * @return the dialect of all files
   */
  Dialect dialect();

  /**
   * How the records of a file become rows. Called once per file and reading.
   *
   * @param file the file
   * @param header the names of its columns; empty if the dialect has no header
   * @return the parser
   * @throws io.nasrec.data.BadDataException if a column is missing
   */
  RecordParser parser(Path file, List<String> header);

  @Override
  default RawIdentity identify(Progress progress) {
    return RawFiles.identify(files(), progress);
  }

  @Override
  default RawChunks open() throws IOException {
    return new TextChunks(this);
  }
}
