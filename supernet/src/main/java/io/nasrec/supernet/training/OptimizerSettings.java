package io.nasrec.supernet.training;

import io.nasrec.supernet.weights.ModelWeights;

/**
 * The settings shared by every training.
 *
 * @param clipNorm largest global norm of a step's gradients
 * @param epsilon eps of Adagrad
 * @param warmUpShare share of the steps in which the learning rate rises, 0 to 1
 */
public record OptimizerSettings(double clipNorm, double epsilon, double warmUpShare) {

  Adagrad adagrad(ModelWeights weights) {
    return new Adagrad(weights, epsilon, clipNorm);
  }

  CosineSchedule schedule(double base, long totalSteps) {
    return CosineSchedule.of(base, warmUpShare, totalSteps);
  }
}
