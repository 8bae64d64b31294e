package io.nasrec.supernet.training;

import io.nasrec.supernet.weights.ModelWeights;

/**
 * The settings shared by every training.
 *
 * @param clipNorm largest global norm of a step's gradients
 * @param rule how weights are updated
 * @param warmUpShare share of the steps in which the learning rate rises, 0 to 1
 */
public record OptimizerSettings(double clipNorm, UpdateRule rule, double warmUpShare) {

  /** An optimizer of these weights, before its first step. */
  public Optimizer start(ModelWeights weights) {
    return new Optimizer(weights, rule, clipNorm);
  }

  CosineSchedule schedule(double base, long totalSteps) {
    return CosineSchedule.of(base, warmUpShare, totalSteps);
  }
}
