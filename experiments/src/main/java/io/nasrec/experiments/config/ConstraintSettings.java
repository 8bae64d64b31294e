package io.nasrec.experiments.config;

import io.nasrec.experiments.config.schema.Range;
import io.nasrec.experiments.config.schema.Schema;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits that the search's networks keep; none = no limit. They are about what can reach the head.
 *
 * @param parameters scalars in the weights, embedding rows apart
 * @param embeddingParameters scalars in the embedding tables, which all networks of a search have
 *     in common
 * @param macs multiply-accumulates per example
 * @param latency time from the inputs to the logits on one thread of this machine, predicted from a
 *     table of measured parts
 * @param latencyBatchSize rows that are computed in that time; none = 1
 */
public record ConstraintSettings(
    @Range(min = 1, unit = "parameters") Optional<Long> parameters,
    @Range(min = 1, unit = "parameters") Optional<Long> embeddingParameters,
    @Range(min = 1, unit = "multiply-accumulates") Optional<Long> macs,
    Optional<Duration> latency,
    @Range(min = 1, max = 65536, unit = "rows") Optional<Integer> latencyBatchSize) {

  /** Rows of a request where none are given. */
  public static final int ONE_ROW = 1;

  /**
   * Checks every component.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public ConstraintSettings {
    Schema.check(
        ConstraintSettings.class, parameters, embeddingParameters, macs, latency, latencyBatchSize);
  }
}
