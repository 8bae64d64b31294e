package io.nasrec.search.measurement;

import io.nasrec.supernet.weights.EmbeddingTables;
import io.nasrec.supernet.weights.RowGradients;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gradients of the embedding tables, one module per field. Only rows that some scoring batch reads
 * are kept; elsewhere the gradient is 0 on every batch and contributes nothing to any sum.
 */
final class EmbeddingGradients {
  private final EmbeddingTables tables;
  private final List<ModuleGradients> modules = new ArrayList<>();

  /** Per field: the rows that occur, ascending. */
  private final List<int[]> rows = new ArrayList<>();

  /** Per field: the values of those rows. */
  private final List<FloatBuffer> theta = new ArrayList<>();

  EmbeddingGradients(ScoringData data) {
    tables = data.embeddings();
    int dim = tables.dim();
    float[] row = new float[dim];
    for (int field = 0; field < tables.fields(); field++) {
      int[] occurring = occurring(data.batches(), field);
      FloatBuffer values = FloatBuffer.allocate(occurring.length * dim);
      for (int i = 0; i < occurring.length; i++) {
        tables.table(field).read(occurring[i], row);
        values.put(i * dim, row);
      }
      rows.add(occurring);
      theta.add(values);
      modules.add(
          new ModuleGradients(
              ParameterModule.embedding(field), values.capacity(), data.batches().size()));
    }
  }

  /**
   * Adds a batch.
   *
   * @param gradient with respect to the gathered rows, {@code (batch, E, F)}
   */
  void add(ScoringBatch batch, FloatBuffer gradient) {
    RowGradients sums = RowGradients.of(tables, batch.ids(), gradient);
    int dim = tables.dim();
    float[] row = new float[dim];
    List<FloatBuffer> scattered =
        theta.stream().map(values -> FloatBuffer.allocate(values.capacity())).toList();
    for (int i = 0; i < sums.distinct(); i++) {
      sums.copy(i, row);
      int at = Arrays.binarySearch(rows.get(sums.field(i)), sums.row(i));
      scattered.get(sums.field(i)).put(at * dim, row);
    }
    for (int field = 0; field < tables.fields(); field++) {
      modules.get(field).add(theta.get(field), scattered.get(field));
    }
  }

  List<ModuleGradients> modules() {
    return modules;
  }

  private int[] occurring(List<ScoringBatch> batches, int field) {
    return batches.stream()
        .map(ScoringBatch::ids)
        .flatMapToInt(
            ids ->
                IntStream.range(0, ids.length / tables.fields())
                    .map(example -> tables.row(field, ids[example * tables.fields() + field])))
        .sorted()
        .distinct()
        .toArray();
  }
}
