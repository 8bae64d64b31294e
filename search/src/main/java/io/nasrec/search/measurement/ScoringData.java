package io.nasrec.search.measurement;

import io.nasrec.supernet.weights.EmbeddingTables;
import java.util.List;
import java.util.Optional;

/**
 * The data that all subnets are scored on.
 *
 * @param batches the k batches for proxies that use batch gradients
 * @param samples the smaller batch for proxies that use single rows
 * @param embeddings the tables that the batches' rows were gathered from; read-only
 * @param tuning rows for fine-tuning; empty if no proxy trains
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
