package io.nasrec.supernet.baseline;

import ai.djl.ndarray.NDArray;
import io.nasrec.space.network.Weight;
import java.util.List;
import java.util.Map;

/**
 * The linear part of a model over one-hot ids and numeric features: {@code w₀ + Σ w_i x_i}. The
 * weights of the ids are stored in their embedding rows, so that a step reads and writes only one
 * row per id.
 *
 * <p>All weights start at 0 (Rendle, TIST 2012, algorithm 1: w₀ and w are initially 0, only the
 * vectors are random). The linear part is convex, so the starting point matters only through what
 * remains of it when training ends; for an id that is seen a few times, that is almost all of it.
 *
 * @param numeric the weights of the numeric features, and w₀
 */
record FirstOrder(Linear numeric) {
  /** An id's weight is one scalar, the last in its embedding row. */
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
