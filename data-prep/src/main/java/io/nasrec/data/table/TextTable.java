package io.nasrec.data.table;

import io.nasrec.commons.BadDataException;
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
 * Delimited text as a table of text cells, for inspection only; {@link DelimitedText} reads it for
 * use. A record with a different number of columns, or with invalid quotes, is a row of missing
 * cells; blank lines are skipped.
 */
final class TextTable implements Table {
  private final Path path;
  private final TextShape shape;
  private final TextFile file;
  private final List<String> columns;
  private final Queue<Row> rows = new ArrayDeque<>();
  private Row row;
  private long count;
  private long blankLines;

  TextTable(Path path, TextShape shape) throws IOException {
    this.path = path;
    this.shape = shape;
    file = new TextFile(path, shape.dialect());
    if (shape.dialect().header()) {
      columns = DelimitedText.names(file.header());
      count++;
    } else {
      columns = shape.columns();
    }
  }

  /** A record and its number; it has no values if its quotes are invalid. */
  private record Row(long number, Optional<CSVRecord> record) {}

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public ColumnType type(int column) {
    return ColumnType.TEXT;
  }

  @Override
  public boolean next() throws IOException {
    while (rows.isEmpty()) {
      TextFile.Piece piece = file.next();
      if (piece == null) {
        return false;
      }
      if (piece.damage() != null) {
        throw new BadDataException(path + ": " + piece.damage());
      }
      new TextRecords(piece.text(), shape.dialect(), columns, this::isRegular).readTo(new Rows());
    }
    row = rows.remove();
    return true;
  }

  private final class Rows implements TextRecords.Sink {
    @Override
    public void record(CSVRecord record) {
      rows.add(new Row(++count, Optional.of(record)));
    }

    @Override
    public void malformed(String problem) {
      rows.add(new Row(++count, Optional.empty()));
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
    return found.size() == columns.size();
  }

  @Override
  public boolean isRegular() {
    return row.record.filter(this::isRegular).isPresent();
  }

  @Override
  public Object cell(int column) {
    return isRegular() ? row.record.orElseThrow().get(column) : null;
  }

  @Override
  public long blankLines() {
    return blankLines;
  }

  @Override
  public String place() {
    return "record " + row.number;
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
