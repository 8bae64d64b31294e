package io.nasrec.experiments.onnx;

import java.util.List;

/**
 * A value of a graph.
 *
 * @param name unique in the graph
 * @param shape its axes without the first one, the batch, which may have any length
 */
record Tensor(String name, List<Integer> shape) {
  Tensor {
    shape = List.copyOf(shape);
  }

  static Tensor of(String name, Integer... shape) {
    return new Tensor(name, List.of(shape));
  }

  /** Length of the last axis. */
  int width() {
    return shape.get(shape.size() - 1);
  }

  /** Scalars per example. */
  int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
