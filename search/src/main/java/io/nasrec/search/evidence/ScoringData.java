package io.nasrec.search.evidence;

import io.nasrec.supernet.weights.EmbeddingTables;
import java.util.List;
import java.util.Optional;

/**
 * What all subnets are scored on.
 *
 * @param batches the k batches of the proxies that work with batch gradients
 * @param samples the smaller batch of those that look at single rows
 * @param embeddings the tables that the batches' rows were gathered from; only read
 * @param tuning rows for fine-tuning; empty where no proxy trains
 */
public record ScoringData(
    List<ScoringBatch> batches,
    ScoringBatch samples,
    EmbeddingTables embeddings,
    Optional<TuningRows> tuning) {
  public ScoringData {
    batches = List.copyOf(batches);
  }
}
