package io.nasrec.data.table;

import io.nasrec.commons.BadDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/** Several tables with the same columns, in any order, as one table. */
final class TableSeries implements Table {
  private final List<Path> files;
  private final Opener opener;
  private final List<String> columns;
  private final long bytes;
  private long bytesBefore;
  private long blankLinesBefore;
  private int part;
  private Table table;
  private int[] positions;

  /** Opens one of the files. */
  interface Opener {
    Table open(Path file) throws IOException;
  }

  /**
   * Opens the first file.
   *
   * @param files at least one
   * @throws BadDataException if two of its columns have one name
   */
  TableSeries(List<Path> files, Opener opener) throws IOException {
    this.files = files;
    this.opener = opener;
    bytes = files.stream().mapToLong(file -> file.toFile().length()).sum();
    table = opener.open(files.get(0));
    columns = table.columns();
    try {
      ColumnNames.requireDistinct(files.get(0), columns);
    } catch (BadDataException e) {
      table.close();
      throw e;
    }
    positions = positions();
  }

  private int[] positions() {
    return columns.stream().mapToInt(table.columns()::indexOf).toArray();
  }

  private Path file() {
    return files.get(part);
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public ColumnType type(int column) {
    return table.type(positions[column]);
  }

  @Override
  public boolean next() throws IOException {
    while (!table.next()) {
      if (part + 1 == files.size()) {
        return false;
      }
      table.close();
      blankLinesBefore += table.blankLines();
      bytesBefore += file().toFile().length();
      part++;
      table = opener.open(file());
      ColumnNames.requireDistinct(file(), table.columns());
      if (!new HashSet<>(table.columns()).equals(new HashSet<>(columns))) {
        throw new BadDataException(
            "%s: expected the columns of %s, %s, but found %s"
                .formatted(
                    file(),
                    files.get(0),
                    String.join(", ", columns),
                    String.join(", ", table.columns())));
      }
      positions = positions();
    }
    return true;
  }

  @Override
  public Object cell(int column) {
    return table.cell(positions[column]);
  }

  @Override
  public boolean isRegular() {
    return table.isRegular();
  }

  @Override
  public long blankLines() {
    return blankLinesBefore + table.blankLines();
  }

  @Override
  public String place() {
    return files.size() == 1 ? table.place() : file().getFileName() + ", " + table.place();
  }

  @Override
  public long done() {
    double share = table.total() == 0 ? 1 : (double) table.done() / table.total();
    return bytesBefore + (long) (share * file().toFile().length());
  }

  @Override
  public long total() {
    return bytes;
  }

  @Override
  public String unit() {
    return "bytes";
  }

  @Override
  public void close() throws IOException {
    table.close();
  }
}
