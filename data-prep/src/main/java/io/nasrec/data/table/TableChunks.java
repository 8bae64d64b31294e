package io.nasrec.data.table;

import io.nasrec.data.raw.RawChunk;
import io.nasrec.data.raw.RawChunks;
import io.nasrec.data.raw.RawFile;
import io.nasrec.data.raw.RawFiles;
import io.nasrec.data.raw.RawOrigin;
import io.nasrec.data.raw.RawRows;
import io.nasrec.data.raw.RawSchema;
import java.io.IOException;
import java.util.Set;

/**
 * The rows of tables in blocks. Cells are read while blocks are taken, because the libraries read a
 * file on one thread; only counting and encoding remain to be done in parallel.
 */
final class TableChunks implements RawChunks {
  private static final int ROWS = 4096;

  private final TableSource source;
  private final Set<String> exact;
  private final RawSchema schema;
  private final long bytes;
  private long bytesBefore;
  private int part = -1;
  private Table table;
  private CellReader cells;

  /**
   * The rows of a source.
   *
   * @param exact the result of {@link ColumnTypes#exact}
   */
  TableChunks(TableSource source, Set<String> exact) {
    this.source = source;
    this.exact = exact;
    schema = source.schema();
    bytes = RawFiles.bytes(source.files());
  }

  @Override
  public RawChunk next() throws IOException {
    while (true) {
      if (table == null && !openNext()) {
        return null;
      }
      RawRows rows = new RawRows(schema, new RawOrigin(part, file().path().toString(), 0));
      boolean any = false;
      for (int i = 0; i < ROWS && table.next(); i++) {
        any = true;
        add(rows);
      }
      if (any) {
        return () -> rows;
      }
      close();
    }
  }

  private void add(RawRows rows) {
    rows.setSplit(file().split().orElse(null));
    String problem = cells.read(table::cell, rows);
    if (problem == null) {
      rows.add();
    } else {
      rows.reject(problem);
    }
  }

  private boolean openNext() throws IOException {
    if (part + 1 == source.files().size()) {
      return false;
    }
    part++;
    table = source.tables().open(file().path());
    cells =
        new CellReader(
            source.roles(), file().path().toString(), table.columns(), exact, source.use());
    return true;
  }

  private RawFile file() {
    return source.files().get(part);
  }

  /** In bytes, because the sizes of all files are known beforehand. */
  @Override
  public long done() {
    if (table == null) {
      return bytesBefore;
    }
    double share = table.total() == 0 ? 1 : (double) table.done() / table.total();
    return bytesBefore + (long) (share * file().path().toFile().length());
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
    if (table != null) {
      table.close();
      table = null;
      bytesBefore += file().path().toFile().length();
    }
  }
}
