package io.nasrec.data.table;

import io.nasrec.data.BadDataException;
import io.nasrec.data.raw.TextFile;
import io.nasrec.data.raw.TextRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.apache.commons.csv.CSVRecord;

/**
 * Delimited text as a table whose cells are texts, for looking at it; {@link DelimitedText} reads
 * it for good. A record with another number of columns, or whose quotes are not understood, is a
 * row of missing cells; blank lines are none.
 */
final class TextTable implements Table {
  private final Path path;
  private final TextShape shape;
  private final TextFile file;
  private final Queue<Optional<CSVRecord>> records = new ArrayDeque<>();
  private Optional<CSVRecord> record = Optional.empty();
  private long count;
  private long blankLines;

  TextTable(Path path, TextShape shape) throws IOException {
    this.path = path;
    this.shape = shape;
    file = new TextFile(path, shape.dialect());
    if (shape.dialect().header()) {
      file.header();
      count++;
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
    while (records.isEmpty()) {
      TextFile.Piece piece = file.next();
      if (piece == null) {
        return false;
      }
      if (piece.damage() != null) {
        throw new BadDataException(path + ": " + piece.damage());
      }
      new TextRecords(piece.text(), shape.dialect(), columns(), this::isRegular).readTo(new Rows());
    }
    record = records.remove();
    return true;
  }

  private final class Rows implements TextRecords.Sink {
    @Override
    public void record(CSVRecord record) {
      count++;
      records.add(Optional.of(record));
    }

    @Override
    public void malformed(String problem) {
      count++;
      records.add(Optional.empty());
    }

    @Override
    public void undecodable(String problem) {
      throw new BadDataException("%s, record %s, %s".formatted(path, count + 1, problem));
    }

    @Override
    public void blank() {
      count++;
      blankLines++;
    }
  }

  private boolean isRegular(CSVRecord found) {
    return found.size() == shape.columns().size();
  }

  @Override
  public boolean isRegular() {
    return record.filter(this::isRegular).isPresent();
  }

  @Override
  public Object cell(int column) {
    return isRegular() ? record.orElseThrow().get(column) : null;
  }

  /** How many blank lines were skipped so far. */
  long blankLines() {
    return blankLines;
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
