package io.nasrec.experiments.config;

import io.nasrec.experiments.config.schema.Amount;
import io.nasrec.experiments.config.schema.Default;
import io.nasrec.experiments.config.schema.Range;
import io.nasrec.experiments.config.schema.Rules;
import io.nasrec.experiments.config.schema.Schema;
import io.nasrec.experiments.config.schema.Unit;

/**
 * Settings shared by warm-up and retraining.
 *
 * @param clipNorm global norm that gradients are clipped to
 * @param adagradEpsilon epsilon in the denominator of Adagrad's update
 * @param learningRateWarmUp share of the steps over which the learning rate rises
 * @param embeddingStd standard deviation of a new embedding row
 * @param optimizer how weights are updated
 * @param initialAccumulator what Adagrad's sums of squares begin with
 * @param weightDecay decay of tensors with Adam, in units of the learning rate; embedding rows do
 *     not decay
 */
public record TrainingSettings(
    @Range(min = 0, max = 1000000, aboveMin = true) double clipNorm,
    @Range(min = 0, max = 1, aboveMin = true) double adagradEpsilon,
    @Unit("steps") Amount.Share learningRateWarmUp,
    @Range(min = 0, max = 10, aboveMin = true) double embeddingStd,
    @Default("adagrad") OptimizerName optimizer,
    @Range(min = 0, max = 1000) @Default("0.0") double initialAccumulator,
    @Range(min = 0, max = 100) @Default("0.0") double weightDecay) {

  /**
   * Checks every component.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public TrainingSettings {
    Schema.check(
        TrainingSettings.class,
        clipNorm,
        adagradEpsilon,
        learningRateWarmUp,
        embeddingStd,
        optimizer,
        initialAccumulator,
        weightDecay);
    boolean adam = optimizer == OptimizerName.ADAM;
    new Rules()
        .require(
            adam || weightDecay == 0,
            "training.weightDecay",
            "is read with training.optimizer: adam only; use retrain.embeddingL2 or 0")
        .require(
            !adam || initialAccumulator == 0,
            "training.initialAccumulator",
            "is read with training.optimizer: adagrad only; use 0")
        .check();
  }
}
