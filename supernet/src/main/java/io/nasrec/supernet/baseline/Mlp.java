package io.nasrec.supernet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.nasrec.space.network.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A sequence of layers {@code relu(W x + b)}.
 *
 * @param layers at least one
 */
record Mlp(List<Linear> layers) {

  Mlp {
    layers = List.copyOf(layers);
  }

  /**
   * Layers of the given widths.
   *
   * @param name prefix of the paths of the tensors: {@code name.1.weight}, …
   * @param in width of the input
   * @param widths width of each layer, at least one
   */
  static Mlp of(String name, int in, List<Integer> widths) {
    List<Linear> layers = new ArrayList<>();
    int width = in;
    for (int next : widths) {
      layers.add(Linear.withBias(name + "." + (layers.size() + 1), width, next));
      width = next;
    }
    return new Mlp(layers);
  }

  List<Weight> weights() {
    return layers.stream().flatMap(layer -> layer.weights().stream()).toList();
  }

  long macs() {
    return layers.stream().mapToLong(Linear::macs).sum();
  }

  /** Width of the last layer. */
  int out() {
    return layers.get(layers.size() - 1).out();
  }

  /**
   * Applies all layers.
   *
   * @param x {@code (batch, in)}
   * @return {@code (batch, out)}
   */
  NDArray apply(Map<String, NDArray> weights, NDArray x) {
    NDArray y = x;
    for (Linear layer : layers) {
      y = Activation.relu(layer.apply(weights, y));
    }
    return y;
  }
}
