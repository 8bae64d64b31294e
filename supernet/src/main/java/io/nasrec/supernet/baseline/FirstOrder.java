package io.nasrec.supernet.baseline;

import ai.djl.ndarray.NDArray;
import io.nasrec.space.network.Weight;
import java.util.List;
import java.util.Map;

/**
 * The linear part of a model over one-hot ids and numeric features: {@code w₀ + Σ w_i x_i}. The
 * weights of the ids are scalars of their embedding rows, so that a row touched is all that a step
 * reads and writes for an id.
 *
 * @param numeric the weights of the numeric features, and w₀
 */
record FirstOrder(Linear numeric) {

  /**
   * @param denseFeatures D
   */
  static FirstOrder of(int denseFeatures) {
    return new FirstOrder(Linear.withBias("dense", denseFeatures, 1));
  }

  List<Weight> weights() {
    return numeric.weights();
  }

  long macs() {
    return numeric.macs();
  }

  /**
   * The linear logit.
   *
   * @param dense {@code (batch, D)}
   * @param ids {@code (batch, 1, F)}: each id's weight
   * @return {@code (batch, 1)}
   */
  NDArray logits(Map<String, NDArray> weights, NDArray dense, NDArray ids) {
    return numeric.apply(weights, dense).add(ids.sum(new int[] {2}));
  }
}
