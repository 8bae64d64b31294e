package io.nasrec.experiments.config;

import io.nasrec.experiments.config.schema.Range;
import io.nasrec.experiments.config.schema.Schema;

/**
 * The tensor engine.
 *
 * @param threads threads that share the rows of a batch in warm-up and logistic regression
 * @param workers threads that score or train networks side by side; results do not depend on their
 *     number
 */
public record EngineSettings(
    @Range(min = 1, max = 1024, unit = "threads") int threads,
    @Range(min = 1, max = 1024, unit = "threads") int workers) {

  /**
   * Checks every component.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public EngineSettings {
    Schema.check(EngineSettings.class, threads, workers);
  }
}
