package io.nasrec.supernet.kernels;

import java.nio.FloatBuffer;

/** A function of one array, applied once, and its derivative. */
public interface Kernel {

  /**
   * Computes all of y.
   *
   * @param x input
   * @param y output
   */
  void forward(FloatBuffer x, FloatBuffer y);

  /**
   * The derivative at the last input.
   *
   * @param x the last input
   * @param y the last output
   * @param dy gradient with respect to the output
   * @param dx gradient with respect to the input, to be computed; if x and y have the same shape,
   *     it may be dy itself
   */
  void backward(FloatBuffer x, FloatBuffer y, FloatBuffer dy, FloatBuffer dx);
}
