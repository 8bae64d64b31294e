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
 * <p>All of it starts at 0 (Rendle, TIST 2012, algorithm 1: w₀ and w are 0 at first, only the
 * vectors are drawn). The linear part is convex: where it starts decides nothing but how much of
 * the start is left when training ends, and of an id that is seen a few times that is nearly all.
 *
 * @param numeric the weights of the numeric features, and w₀
 */
record FirstOrder(Linear numeric) {
  /** An id's weight is one scalar, the last one of its embedding row. */
  static final int SCALARS = 1;

  /**
   * @param denseFeatures D
   */
  static FirstOrder of(int denseFeatures) {
    return new FirstOrder(Linear.firstOrder("dense", denseFeatures));
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
