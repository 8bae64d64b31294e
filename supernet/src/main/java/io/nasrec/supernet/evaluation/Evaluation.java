package io.nasrec.supernet.evaluation;

import ai.djl.ndarray.NDArray;
import io.nasrec.data.Batch;
import io.nasrec.data.BatchSource;
import io.nasrec.supernet.engine.EngineScope;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.network.Inputs;
import io.nasrec.supernet.weights.ModelWeights;
import java.util.Map;

/**
 * Predicts all rows of a split, in batches that use the engine well.
 *
 * @param network the network
 * @param weights its weights; only read
 * @param batchSize rows per batch, at least 1
 */
public record Evaluation(CtrNetwork network, ModelWeights weights, int batchSize) {
  private static final int BATCH = 4096;

  /** In batches of 4,096 rows. */
  public Evaluation(CtrNetwork network, ModelWeights weights) {
    this(network, weights, BATCH);
  }

  /** Log loss and AUC over all rows. */
  public Metrics on(BatchSource rows) {
    return predict(rows).metrics();
  }

  /** What the network says of each row, in the order of the rows. */
  public Predictions predict(BatchSource rows) {
    float[] logits = new float[rows.rows()];
    float[] labels = new float[rows.rows()];
    try (EngineScope scope = EngineScope.inference()) {
      Map<String, NDArray> bound = weights.parameters().bind(network.weights(), scope.manager());
      for (int from = 0; from < logits.length; from += batchSize) {
        int to = Math.min(logits.length, from + batchSize);
        try (EngineScope batchScope = EngineScope.inference()) {
          Batch batch = rows.read(from, to);
          Inputs inputs = Inputs.of(batch, weights.embeddings(), batchScope.manager());
          float[] values = network.logits(bound, inputs.dense(), inputs.sparse()).toFloatArray();
          System.arraycopy(values, 0, logits, from, values.length);
          System.arraycopy(batch.labels(), 0, labels, from, values.length);
        }
      }
    }
    return new Predictions(logits, labels);
  }
}
