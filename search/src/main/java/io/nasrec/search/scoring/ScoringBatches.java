package io.nasrec.search.scoring;

import ai.djl.ndarray.NDManager;
import io.nasrec.data.BatchSource;
import io.nasrec.data.RowSample;
import io.nasrec.search.measurement.ScoringBatch;
import io.nasrec.search.measurement.ScoringData;
import io.nasrec.search.measurement.TuningRows;
import io.nasrec.supernet.weights.EmbeddingTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The batches that all candidates are scored on: drawn from the training split, outside the warm-up
 * sample if there are enough rows (spec section 6). The first rows of the first batch are also the
 * sample rows for proxies that use single rows.
 */
public final class ScoringBatches implements AutoCloseable {
  /** The number of rows for proxies that use single rows ([S] and [G] use as many). */
  private static final int SAMPLES = 64;

  private final NDManager manager;
  private final ScoringData data;

  /**
   * Draws and reads the batches.
   *
   * @param count k, number of batches
   * @param batchSize rows per batch
   * @param tuning rows for proxies that train
   * @throws IllegalArgumentException if the split has fewer than {@code count · batchSize} rows
   */
  public ScoringBatches(
      BatchSource train,
      RowSample warmUpSample,
      EmbeddingTables embeddings,
      int count,
      int batchSize,
      RandomGenerator random,
      Optional<TuningRows> tuning) {
    manager = embeddings.engine().newManager();
    int[] rows = warmUpSample.outside(count * batchSize, random);
    List<ScoringBatch> batches = new ArrayList<>();
    for (int from = 0; from < rows.length; from += batchSize) {
      batches.add(batch(train, rows, from, from + batchSize, embeddings));
    }
    ScoringBatch samples = batch(train, rows, 0, Math.min(SAMPLES, batchSize), embeddings);
    data = new ScoringData(batches, samples, embeddings, tuning);
  }

  private ScoringBatch batch(
      BatchSource train, int[] rows, int from, int to, EmbeddingTables embeddings) {
    return ScoringBatch.of(train.gather(rows, from, to), embeddings, manager);
  }

  /** The data that subnets are scored on; valid until this is closed. */
  public ScoringData data() {
    return data;
  }

  @Override
  public void close() {
    manager.close();
  }
}
