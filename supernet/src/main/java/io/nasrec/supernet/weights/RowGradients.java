package io.nasrec.supernet.weights;

import io.nasrec.supernet.engine.FloatSums;
import io.nasrec.supernet.engine.Shards;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Gradients with respect to the distinct embedding rows of a batch: the sum over a row's
 * occurrences.
 */
public final class RowGradients {
  private final int dim;
  private final int distinct;
  private final int[] fields;
  private final int[] rows;
  private final float[] values;

  private RowGradients(int dim, int distinct, int[] fields, int[] rows, float[] values) {
    this.dim = dim;
    this.distinct = distinct;
    this.fields = fields;
    this.rows = rows;
    this.values = values;
  }

  /** No rows, for models without embeddings. */
  public static RowGradients none() {
    return new RowGradients(0, 0, new int[0], new int[0], new float[0]);
  }

  /** Like the method below, on the calling thread only. */
  public static RowGradients of(EmbeddingTables tables, int[] ids, FloatBuffer... gradients) {
    return of(tables, ids, Shards.NONE, gradients);
  }

  /**
   * Sums the gradient of the gathered rows per distinct row.
   *
   * @param ids {@code (batch, F)} row-major, in the order in which they were gathered
   * @param shards the threads that share the work
   * @param gradients {@code (batch, E, F)}, in one piece or in several pieces of consecutive rows
   */
  public static RowGradients of(
      EmbeddingTables tables, int[] ids, Shards shards, FloatBuffer... gradients) {
    float[] flat = new float[ids.length * tables.dim()];
    int gathered = 0;
    for (FloatBuffer gradient : gradients) {
      gradient.get(0, flat, gathered, gradient.capacity());
      gathered += gradient.capacity();
    }
    int fields = tables.fields();
    return joined(
        shards.map(fields, shard -> of(tables, ids, flat, shard.from(fields), shard.to(fields))));
  }

  /** Sums the gradients of the fields {@code first} to {@code end}. */
  private static RowGradients of(
      EmbeddingTables tables, int[] ids, float[] gradients, int first, int end) {
    int fieldCount = tables.fields();
    int dim = tables.dim();
    int batch = ids.length / fieldCount;
    int most = batch * (end - first);
    int[] fields = new int[most];
    int[] rows = new int[most];
    float[] values = new float[most * dim];
    int distinct = 0;
    long[] order = new long[batch];
    for (int field = first; field < end; field++) {
      for (int example = 0; example < batch; example++) {
        long row = tables.row(field, ids[example * fieldCount + field]);
        order[example] = row << Integer.SIZE | example;
      }
      // Sorted by row, then by example: equal rows are adjacent and are summed in a fixed order.
      Arrays.sort(order);
      for (int i = 0; i < batch; i++) {
        int row = (int) (order[i] >>> Integer.SIZE);
        if (i == 0 || row != rows[distinct - 1]) {
          fields[distinct] = field;
          rows[distinct++] = row;
        }
        int from = (int) order[i] * dim * fieldCount + field;
        int to = (distinct - 1) * dim;
        for (int k = 0; k < dim; k++) {
          values[to + k] += gradients[from + k * fieldCount];
        }
      }
    }
    return new RowGradients(dim, distinct, fields, rows, values);
  }

  private static RowGradients joined(List<RowGradients> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    int dim = parts.get(0).dim;
    int distinct = parts.stream().mapToInt(RowGradients::distinct).sum();
    int[] fields = new int[distinct];
    int[] rows = new int[distinct];
    float[] values = new float[distinct * dim];
    int at = 0;
    for (RowGradients part : parts) {
      System.arraycopy(part.fields, 0, fields, at, part.distinct);
      System.arraycopy(part.rows, 0, rows, at, part.distinct);
      System.arraycopy(part.values, 0, values, at * dim, part.distinct * dim);
      at += part.distinct;
    }
    return new RowGradients(dim, distinct, fields, rows, values);
  }

  /** Number of distinct (field, row) pairs. */
  public int distinct() {
    return distinct;
  }

  /** The field of a distinct row. */
  public int field(int index) {
    return fields[index];
  }

  /** The position of a distinct row in its field's table. */
  public int row(int index) {
    return rows[index];
  }

  /**
   * Copies one row's gradient.
   *
   * @return E, the number of scalars copied
   */
  public int copy(int index, float[] target) {
    System.arraycopy(values, index * dim, target, 0, dim);
    return dim;
  }

  /** Sum of all squares. */
  public double squaredNorm() {
    return FloatSums.dot(values, values, distinct * dim);
  }

  /** Adds the gradient of {@code strength/2 · Σ row²} over the distinct rows of the batch. */
  public void addL2(EmbeddingTables tables, double strength) {
    float factor = (float) strength;
    float[] row = new float[dim];
    for (int i = 0; i < distinct; i++) {
      tables.table(fields[i]).read(rows[i], row);
      for (int k = 0; k < dim; k++) {
        values[i * dim + k] += factor * row[k];
      }
    }
  }
}
