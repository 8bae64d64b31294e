package io.nasrec.supernet.training;

import java.util.stream.LongStream;

/**
 * How to train a stand-alone network.
 *
 * @param epochs maximum number of passes over the training split, at least 1
 * @param batchSize rows per step, at least 1
 * @param learningRate highest learning rate
 * @param evaluationsPerEpoch evaluations on validation per epoch, evenly spaced, at least 1
 * @param patience consecutive evaluations without improvement after which training stops, at least
 *     1
 * @param embeddingL2 strength of the L2 penalty on the batch's embedding rows
 * @param embeddingDropout probability that an embedding scalar of a training row is 0
 * @param optimizer clipping, eps and the schedule's linear part
 */
public record TrainingHyperparameters(
    int epochs,
    int batchSize,
    double learningRate,
    int evaluationsPerEpoch,
    int patience,
    double embeddingL2,
    double embeddingDropout,
    OptimizerSettings optimizer) {
  public TrainingHyperparameters {
    if (epochs < 1 || batchSize < 1 || evaluationsPerEpoch < 1 || patience < 1) {
      throw new IllegalArgumentException(
          "epochs, batchSize, evaluationsPerEpoch and patience must be at least 1, but were "
              + epochs
              + ", "
              + batchSize
              + ", "
              + evaluationsPerEpoch
              + " and "
              + patience);
    }
  }

  /** The number of steps in a pass over rows; the last may be smaller than the others. */
  public int stepsPerPass(int rows) {
    return (rows + batchSize - 1) / batchSize;
  }

  /** The number of steps over which a progressive loss is averaged: a tenth of a pass, or one. */
  public int stepsPerTenth(int rows) {
    return Math.max(1, stepsPerPass(rows) / 10);
  }

  /**
   * The number of steps after which other rows have been passed over as often as some rows were
   * after a number of steps; a part of a step counts as one.
   *
   * @param steps made on {@code rows} rows
   * @param others the number of the other rows
   */
  public long equalPasses(long steps, int rows, int others) {
    long perPass = stepsPerPass(rows);
    return (steps * stepsPerPass(others) + perPass - 1) / perPass;
  }

  /** True for the steps that end one of the pass's equal parts; the last step always does. */
  boolean evaluatesAfter(long step, int perPass) {
    long parts = Math.min(evaluationsPerEpoch, perPass);
    long inPass = (step - 1) % perPass;
    return (inPass + 1) * parts / perPass > inPass * parts / perPass;
  }

  /** The first step from the given one on that is followed by an evaluation. */
  long evaluationFrom(long step, int perPass) {
    return LongStream.iterate(step, next -> next + 1)
        .filter(next -> evaluatesAfter(next, perPass))
        .findFirst()
        .orElseThrow();
  }
}
