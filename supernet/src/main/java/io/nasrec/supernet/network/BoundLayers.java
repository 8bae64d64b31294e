package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import io.nasrec.space.network.Projection;
import io.nasrec.space.network.Weight;
import java.util.List;
import java.util.Map;

/**
 * The layers of one forward pass, bound to their tensors.
 *
 * @param weights one tensor per path
 * @param functions what the layers compute
 */
record BoundLayers(Map<String, NDArray> weights, LayerFunctions functions) {

  /** A linear map over the last axis, then layer normalisation; either may be absent. */
  NDArray project(NDArray x, Projection projection) {
    NDArray y = mapped(x, projection);
    return projection.gain().isPresent() ? functions.layerNorm(norm(projection), y) : y;
  }

  /** Like {@link #project}, followed by the activation. */
  NDArray activated(NDArray x, Projection projection) {
    NDArray y = mapped(x, projection);
    return projection.gain().isPresent()
        ? functions.reluOfNorm(norm(projection), y)
        : functions.relu(y);
  }

  private NDArray mapped(NDArray x, Projection projection) {
    return projection.weight().isPresent()
        ? linear(x, projection.weight().get(), projection.bias().stream().toList())
        : x;
  }

  private LayerFunctions.Norm norm(Projection projection) {
    Weight gain = projection.gain().orElseThrow();
    Weight shift = projection.shift().orElseThrow();
    return new LayerFunctions.Norm(gain, tensor(gain), shift, tensor(shift));
  }

  /** A linear map over the last axis; its bias is the concatenation of the given weights. */
  NDArray linear(NDArray x, Weight weight, List<Weight> biases) {
    return linear(x, weight, tensor(weight), biases);
  }

  /** Like {@link #linear(NDArray, Weight, List)}, with only some columns of the weight. */
  NDArray linear(NDArray x, Weight weight, NDArray columns, List<Weight> biases) {
    List<NDArray> parts = biases.stream().map(this::tensor).toList();
    NDArray bias =
        switch (parts.size()) {
          case 0 -> null;
          case 1 -> parts.get(0);
          default -> functions.concat(parts);
        };
    return functions.linear(new LayerFunctions.Linear(weight, columns, biases, bias), x);
  }

  /** The tensor that a weight is bound to. */
  NDArray tensor(Weight weight) {
    return weights.get(weight.path());
  }
}
