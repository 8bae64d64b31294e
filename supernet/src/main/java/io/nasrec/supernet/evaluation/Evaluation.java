package io.nasrec.supernet.evaluation;

import ai.djl.ndarray.NDArray;
import io.nasrec.data.Batch;
import io.nasrec.data.BatchSource;
import io.nasrec.supernet.engine.EngineScope;
import io.nasrec.supernet.engine.Shards;
import io.nasrec.supernet.engine.Tape;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.network.Inputs;
import io.nasrec.supernet.weights.ModelWeights;
import java.util.Map;

/**
 * Predicts all rows of a split, in parallel and in pieces of an efficient size.
 *
 * @param network the network
 * @param weights its weights, read-only
 * @param batchSize rows read at a time, at least 1
 */
public record Evaluation(CtrNetwork network, ModelWeights weights, int batchSize) {
  private static final int BATCH = 4096;

  /**
   * Rows that go through the network together. The widest outputs of this many rows stay in the
   * caches, and the C library keeps their memory; blocks above 32 MiB would be returned to the
   * system, only to be fetched again page by page for the next operation.
   */
  public static final int PIECE = 1024;

  /** In batches of 4,096 rows. */
  public Evaluation(CtrNetwork network, ModelWeights weights) {
    this(network, weights, BATCH);
  }

  /** Metrics over all rows. */
  public Metrics on(BatchSource rows) {
    return predict(rows).metrics();
  }

  /** The network's prediction for each row, in the order of the rows. */
  public Predictions predict(BatchSource rows) {
    float[] logits = new float[rows.rows()];
    float[] labels = new float[rows.rows()];
    try (Shards shards = weights.engine().shards()) {
      int step = Math.max(batchSize, PIECE * weights.engine().threads());
      for (int from = 0; from < logits.length; from += step) {
        Batch batch = rows.read(from, Math.min(logits.length, from + step));
        int start = from;
        // Whole pieces: their sizes may change the last bits of a logit, the threads must not.
        int pieces = (batch.size() + PIECE - 1) / PIECE;
        shards.map(
            pieces,
            shard -> {
              for (int i = shard.from(pieces); i < shard.to(pieces); i++) {
                int end = Math.min(batch.size(), (i + 1) * PIECE);
                float[] values = piece(batch.part(i * PIECE, end));
                System.arraycopy(values, 0, logits, start + i * PIECE, values.length);
              }
              return shard;
            });
        System.arraycopy(batch.labels(), 0, labels, from, batch.size());
      }
    }
    return new Predictions(logits, labels);
  }

  /**
   * The logits of a batch, on the calling thread alone.
   *
   * @return one per row
   */
  public float[] logits(Batch batch) {
    float[] logits = new float[batch.size()];
    for (int from = 0; from < logits.length; from += PIECE) {
      float[] values = piece(batch.part(from, Math.min(logits.length, from + PIECE)));
      System.arraycopy(values, 0, logits, from, values.length);
    }
    return logits;
  }

  /** All native memory is freed before it returns. */
  private float[] piece(Batch piece) {
    try (EngineScope scope = weights.engine().inference()) {
      Map<String, NDArray> bound = weights.parameters().bind(network.weights(), scope.manager());
      Inputs inputs = Inputs.of(piece, weights.embeddings(), scope.manager());
      return network.logits(bound, inputs.dense(), inputs.sparse(), new Tape()).toFloatArray();
    }
  }
}
