package io.nasrec.data.table;

import io.nasrec.data.BadDataException;
import io.nasrec.data.raw.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/**
 * Delimited text as a table whose cells are texts, for looking at it; {@link DelimitedText} reads
 * it for good. A record with another number of columns is a row of missing cells.
 */
final class TextTable implements Table {
  private final Path path;
  private final TextShape shape;
  private final TextFile file;
  private Iterator<CSVRecord> records = Collections.emptyIterator();
  private CSVRecord record;

  TextTable(Path path, TextShape shape) throws IOException {
    this.path = path;
    this.shape = shape;
    file = new TextFile(path, shape.dialect());
    if (shape.dialect().header()) {
      file.header();
    }
  }

  @Override
  public List<String> columns() {
    return shape.columns();
  }

  @Override
  public ColumnType type(int column) {
    return ColumnType.TEXT;
  }

  @Override
  public boolean next() throws IOException {
    try {
      while (!records.hasNext()) {
        TextFile.Piece piece = file.next();
        if (piece == null) {
          return false;
        }
        if (piece.damage() != null) {
          throw new BadDataException(path + ": " + piece.damage());
        }
        records = shape.dialect().parse(piece.text()).iterator();
      }
      record = records.next();
      return true;
    } catch (UncheckedIOException e) {
      throw new BadDataException(path + ": " + e.getCause().getMessage(), e);
    }
  }

  @Override
  public boolean isRegular() {
    return record.size() == shape.columns().size();
  }

  @Override
  public Object cell(int column) {
    return isRegular() ? record.get(column) : null;
  }

  @Override
  public long done() {
    return file.bytesRead();
  }

  @Override
  public long total() {
    return path.toFile().length();
  }

  @Override
  public String unit() {
    return "bytes";
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
