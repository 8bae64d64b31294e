package io.nasrec.experiments.config;

import io.nasrec.experiments.config.schema.Amount;
import io.nasrec.experiments.config.schema.Range;
import io.nasrec.experiments.config.schema.Schema;
import io.nasrec.experiments.config.schema.Unit;

/**
 * Settings shared by warm-up and retraining.
 *
 * @param clipNorm global norm that gradients are clipped to
 * @param adagradEpsilon epsilon in the denominator of Adagrad's update
 * @param learningRateWarmUp share of the steps over which the learning rate rises
 * @param embeddingStd standard deviation of a new embedding row
 */
public record TrainingSettings(
    @Range(min = 0, max = 1000000, aboveMin = true) double clipNorm,
    @Range(min = 0, max = 1, aboveMin = true) double adagradEpsilon,
    @Unit("steps") Amount.Share learningRateWarmUp,
    @Range(min = 0, max = 10, aboveMin = true) double embeddingStd) {

  /**
   * Checks every component.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public TrainingSettings {
    Schema.check(
        TrainingSettings.class, clipNorm, adagradEpsilon, learningRateWarmUp, embeddingStd);
  }
}
