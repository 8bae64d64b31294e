package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/** Mean binary cross-entropy on logits. */
public final class Loss {
  private Loss() {}

  /**
   * {@code mean(softplus(z) − y z)}, which never overflows.
   *
   * @param logits {@code (batch, 1)}
   * @param labels {@code (batch, 1)}, 0 or 1
   * @return a scalar
   */
  public static NDArray of(NDArray logits, NDArray labels) {
    return Activation.softPlus(logits).sub(logits.mul(labels)).mean();
  }
}
