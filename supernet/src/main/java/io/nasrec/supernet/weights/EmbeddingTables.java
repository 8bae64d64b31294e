package io.nasrec.supernet.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.nasrec.supernet.engine.Torch;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One embedding table per field, {@code (rows, E)}, of which a step touches only the rows of its
 * batch (spec section 5): reading and updating cost O(rows in the batch).
 *
 * <p>A table may hold fewer rows than its field has ids. Ids are in descending order of frequency,
 * so that those beyond the cap are the rarest; they share the row of rare ids.
 */
public final class EmbeddingTables implements AutoCloseable {
  private static final int RARE_ID = 1;

  private final int dim;
  private final NDManager manager;
  private final List<NDArray> arrays = new ArrayList<>();
  private final List<FloatBuffer> tables = new ArrayList<>();
  private final int[] rows;

  /**
   * Tables of zeros.
   *
   * @param cardinalities ids per field, the missing and the rare one included
   * @param dim E
   * @param maxRows rows per table at most, at least 2
   */
  public EmbeddingTables(List<Integer> cardinalities, int dim, int maxRows) {
    this.dim = dim;
    this.manager = Torch.newManager();
    this.rows = cardinalities.stream().mapToInt(size -> Math.min(size, maxRows)).toArray();
    for (int size : rows) {
      NDArray array = manager.zeros(new Shape(size, dim), DataType.FLOAT32);
      arrays.add(array);
      tables.add(Torch.values(array));
    }
  }

  /** Tables of the same shapes, all zero. */
  EmbeddingTables zerosLike() {
    return new EmbeddingTables(Arrays.stream(rows).boxed().toList(), dim, Integer.MAX_VALUE);
  }

  public int fields() {
    return rows.length;
  }

  /** E. */
  public int dim() {
    return dim;
  }

  /** Rows of one field's table. */
  public int rows(int field) {
    return rows[field];
  }

  /** Number of scalars in all tables. */
  public long parameters() {
    return tables.stream().mapToLong(FloatBuffer::capacity).sum();
  }

  /** Java's view of one table, {@code (rows, E)} row-major. */
  public FloatBuffer table(int field) {
    return tables.get(field);
  }

  /** The row that an id of a field is bound to. */
  public int row(int field, int id) {
    return id < rows[field] ? id : RARE_ID;
  }

  /**
   * The rows of a batch, transposed as the forward pass wants them.
   *
   * @param ids {@code (batch, F)} row-major
   * @param target owns the result
   * @return {@code (batch, E, F)}
   */
  public NDArray gather(int[] ids, NDManager target) {
    int fields = fields();
    int batch = ids.length / fields;
    float[] gathered = new float[ids.length * dim];
    float[] row = new float[dim];
    for (int example = 0; example < batch; example++) {
      int base = example * dim * fields;
      for (int field = 0; field < fields; field++) {
        tables.get(field).get(row(field, ids[example * fields + field]) * dim, row);
        for (int k = 0; k < dim; k++) {
          gathered[base + k * fields + field] = row[k];
        }
      }
    }
    return target.create(gathered, new Shape(batch, dim, fields));
  }

  /** Copies all values of tables of the same shapes. */
  public void copyFrom(EmbeddingTables other) {
    for (int field = 0; field < fields(); field++) {
      tables.get(field).put(0, other.table(field), 0, tables.get(field).capacity());
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
