package io.nasrec.supernet.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.nasrec.supernet.engine.Engine;
import java.util.Arrays;
import java.util.List;

/**
 * One embedding table per field, {@code (rows, E)}. A step touches only the rows of its batch (spec
 * section 5): reading and updating cost O(rows in the batch).
 *
 * <p>A table may hold fewer rows than its field has ids. Ids are in descending order of frequency,
 * so those beyond the cap are the rarest; they share the row of rare ids.
 */
public final class EmbeddingTables implements AutoCloseable {
  private static final int RARE_ID = 1;

  /** Pages of 2^20 rows: 64 MiB if E = 16, and below 2 GiB for every E up to 511. */
  private static final int PAGE_BITS = 20;

  /** Examples whose rows are prefetched into the cache together. */
  private static final int BLOCK = 32;

  private final Engine engine;
  private final int dim;
  private final int pageBits;
  private final NDManager manager;
  private final EmbeddingTable[] tables;

  /**
   * Tables of zeros.
   *
   * @param engine where they are
   * @param cardinalities ids per field, including those for missing and rare values
   * @param dim E
   * @param maxRows maximum number of rows per table, at least 2
   */
  public EmbeddingTables(Engine engine, List<Integer> cardinalities, int dim, int maxRows) {
    this(
        engine,
        dim,
        PAGE_BITS,
        cardinalities.stream().map(size -> Math.min(size, maxRows)).toList());
  }

  EmbeddingTables(Engine engine, int dim, int pageBits, List<Integer> rows) {
    this.engine = engine;
    this.dim = dim;
    this.pageBits = pageBits;
    this.manager = engine.newStore();
    this.tables =
        rows.stream()
            .map(size -> new EmbeddingTable(size, dim, pageBits, manager))
            .toArray(EmbeddingTable[]::new);
  }

  /** Tables of the same shapes, all zero. */
  EmbeddingTables zerosLike() {
    return new EmbeddingTables(
        engine, dim, pageBits, Arrays.stream(tables).map(EmbeddingTable::rows).toList());
  }

  /** Where they are. */
  public Engine engine() {
    return engine;
  }

  public int fields() {
    return tables.length;
  }

  /** E. */
  public int dim() {
    return dim;
  }

  /** Number of scalars in all tables. */
  public long parameters() {
    return Arrays.stream(tables).mapToLong(EmbeddingTable::size).sum();
  }

  /** One field's table. */
  public EmbeddingTable table(int field) {
    return tables[field];
  }

  /** The row that an id of a field is bound to. */
  public int row(int field, int id) {
    return id < tables[field].rows() ? id : RARE_ID;
  }

  /**
   * The rows of a batch, transposed as the forward pass needs them.
   *
   * @param ids {@code (batch, F)} row-major
   * @param target owns the result
   * @return {@code (batch, E, F)}
   */
  public NDArray gather(int[] ids, NDManager target) {
    int fields = fields();
    int batch = ids.length / fields;
    float[] gathered = new float[ids.length * dim];
    int[] rows = new int[BLOCK * fields];
    for (int from = 0; from < batch; from += BLOCK) {
      gather(ids, from, Math.min(batch, from + BLOCK), rows, gathered);
    }
    return target.create(gathered, new Shape(batch, dim, fields));
  }

  /**
   * Gathers the examples {@code from} to {@code to}: first one scalar of each row, then the others.
   */
  private void gather(int[] ids, int from, int to, int[] rows, float[] gathered) {
    int fields = fields();
    int next = 0;
    for (int example = from; example < to; example++) {
      for (int field = 0; field < fields; field++) {
        int row = row(field, ids[example * fields + field]);
        gathered[example * dim * fields + field] = tables[field].first(row);
        rows[next++] = row;
      }
    }
    float[] values = new float[dim];
    next = 0;
    for (int example = from; example < to; example++) {
      int base = example * dim * fields;
      for (int field = 0; field < fields; field++) {
        tables[field].read(rows[next++], values);
        for (int k = 1; k < dim; k++) {
          gathered[base + k * fields + field] = values[k];
        }
      }
    }
  }

  /** Copies all values of tables of the same shapes. */
  public void copyFrom(EmbeddingTables other) {
    for (int field = 0; field < fields(); field++) {
      tables[field].copyFrom(other.table(field));
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
