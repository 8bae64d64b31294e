package io.nasrec.supernet.baseline;

import ai.djl.ndarray.NDArray;
import io.nasrec.space.network.Range;
import io.nasrec.space.network.Weight;
import io.nasrec.space.network.Weight.Role;
import io.nasrec.supernet.engine.EngineArrays;
import java.util.List;
import java.util.Map;

/**
 * {@code W x + b} over the last axis.
 *
 * @param name prefix of the paths of its tensors
 * @param in width of x, at least 1
 * @param out rows of W, at least 1
 * @param biased whether there is a bias b
 * @param role of W; determines its initial value
 */
record Linear(String name, int in, int out, boolean biased, Role role) {

  static Linear withBias(String name, int in, int out) {
    return new Linear(name, in, out, true, Role.LINEAR_WEIGHT);
  }

  static Linear withoutBias(String name, int in, int out) {
    return new Linear(name, in, out, false, Role.LINEAR_WEIGHT);
  }

  /** A linear model of its input, to one logit, with a bias. */
  static Linear firstOrder(String name, int in) {
    return new Linear(name, in, 1, true, Role.FIRST_ORDER_WEIGHT);
  }

  List<Weight> weights() {
    Weight matrix = new Weight(matrix(), role, Range.first(out), Range.first(in));
    return biased
        ? List.of(matrix, new Weight(bias(), Role.LINEAR_BIAS, Range.first(out), List.of()))
        : List.of(matrix);
  }

  /** Multiply-accumulates for one input vector. */
  long macs() {
    return (long) in * out;
  }

  /**
   * Applies the layer.
   *
   * @param x {@code (…, in)}
   * @return {@code (…, out)}
   */
  NDArray apply(Map<String, NDArray> weights, NDArray x) {
    return EngineArrays.linear(x, weights.get(matrix()), biased ? weights.get(bias()) : null);
  }

  private String matrix() {
    return name + ".weight";
  }

  private String bias() {
    return name + ".bias";
  }
}
