package io.nasrec.search.measurement;

import ai.djl.ndarray.NDManager;
import io.nasrec.data.Batch;
import io.nasrec.supernet.network.Inputs;
import io.nasrec.supernet.weights.EmbeddingTables;

/** Rows that subnets are scored on, in the engine; read-only. */
public final class ScoringBatch {
  private final Inputs inputs;
  private final int[] ids;

  private ScoringBatch(Inputs inputs, int[] ids) {
    this.inputs = inputs;
    this.ids = ids;
  }

  /** Copies a batch and its embedding rows into the engine. */
  public static ScoringBatch of(Batch batch, EmbeddingTables embeddings, NDManager manager) {
    return new ScoringBatch(Inputs.of(batch, embeddings, manager), batch.sparse());
  }

  /** Features, gathered embedding rows and labels. */
  public Inputs inputs() {
    return inputs;
  }

  /** {@code (batch, F)} row-major: the ids whose rows were gathered. */
  int[] ids() {
    return ids;
  }

  /** Number of rows. */
  public int rows() {
    return Math.toIntExact(inputs.labels().size());
  }
}
