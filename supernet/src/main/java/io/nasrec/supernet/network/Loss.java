package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/** Mean binary cross-entropy on logits. */
public final class Loss {
  /**
   * Below this, softplus is 0 in float32 relative to any other term. Its derivative soon becomes a
   * denormal number, which makes matrix products a hundred times slower: a supernet whose full path
   * has just exploded would spend minutes on rows that teach it nothing.
   */
  private static final float LEAST_LOGIT = -60;

  private Loss() {}

  /**
   * {@code mean(softplus(z) − y z)}, which never overflows.
   *
   * @param logits {@code (batch, 1)}
   * @param labels {@code (batch, 1)}, 0 or 1
   * @return a scalar
   */
  public static NDArray of(NDArray logits, NDArray labels) {
    NDArray bounded = logits.clip(LEAST_LOGIT, Float.POSITIVE_INFINITY);
    return Activation.softPlus(bounded).sub(logits.mul(labels)).mean();
  }
}
