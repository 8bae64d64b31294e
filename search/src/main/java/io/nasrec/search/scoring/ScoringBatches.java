package io.nasrec.search.scoring;

import ai.djl.ndarray.NDManager;
import io.nasrec.data.BatchSource;
import io.nasrec.data.RowSample;
import io.nasrec.supernet.engine.Torch;
import io.nasrec.supernet.network.Inputs;
import io.nasrec.supernet.weights.EmbeddingTables;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The batches that all candidates are scored on: drawn from the training split, outside the warm-up
 * sample where rows allow (spec section 6).
 */
public final class ScoringBatches implements AutoCloseable {
  private final NDManager manager = Torch.newManager();
  private final List<Inputs> batches = new ArrayList<>();

  /**
   * Draws and reads the batches.
   *
   * @param count k, number of batches
   * @param batchSize rows per batch
   * @throws IllegalArgumentException if the split has fewer than {@code count · batchSize} rows
   */
  public ScoringBatches(
      BatchSource train,
      RowSample warmUpSample,
      EmbeddingTables embeddings,
      int count,
      int batchSize,
      RandomGenerator random) {
    int[] rows = warmUpSample.outside(count * batchSize, random);
    for (int from = 0; from < rows.length; from += batchSize) {
      batches.add(Inputs.of(train.gather(rows, from, from + batchSize), embeddings, manager));
    }
  }

  /** The batches in the engine; only to be read. */
  public List<Inputs> inputs() {
    return List.copyOf(batches);
  }

  @Override
  public void close() {
    manager.close();
  }
}
