package io.nasrec.supernet.training;

import java.util.List;

/**
 * How an {@link Optimizer} changes a scalar, given its gradient and what it has kept about it. The
 * state of a scalar changes only when the scalar has a gradient.
 */
public sealed interface UpdateRule permits Adagrad, Adam {

  /** Names of what is kept per scalar, in the order in which an update gets it. */
  List<String> state();

  /** Value of all that is kept before the first update. */
  float initialState();

  /**
   * The update of tensors in one step.
   *
   * @param scale factor of the gradients, from clipping
   * @param number 1 for the first step
   */
  Update ofTensors(float scale, double learningRate, long number);

  /** The update of embedding rows in one step; the rows of no other batch are touched. */
  Update ofRows(float scale, double learningRate, long number);

  /** Changes some scalars. */
  @FunctionalInterface
  interface Update {
    /**
     * Makes the update.
     *
     * @param theta the scalars; changed
     * @param state what is kept about them, an array per name; changed
     * @param gradient not yet scaled
     * @param length how many of each array count
     */
    void apply(float[] theta, float[][] state, float[] gradient, int length);
  }
}
