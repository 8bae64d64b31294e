package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.LayerNorm;
import io.nasrec.space.network.Projection;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.Torch;
import java.util.Map;

/**
 * The layers of one forward pass, with the tensors that they are bound to.
 *
 * @param weights one tensor per path
 */
record BoundLayers(Map<String, NDArray> weights) {
  private static final float NORM_EPSILON = 1e-5f;

  /** A linear map over the last axis, then layer normalisation, as far as they are present. */
  NDArray project(NDArray x, Projection projection) {
    NDArray y = x;
    if (projection.weight().isPresent()) {
      NDArray bias = projection.bias().map(this::tensor).orElse(null);
      y = Torch.linear(x, tensor(projection.weight().get()), bias);
    }
    if (projection.gain().isPresent()) {
      Weight gain = projection.gain().get();
      NDArray shift = tensor(projection.shift().orElseThrow());
      y =
          LayerNorm.layerNorm(y, new Shape(gain.size()), tensor(gain), shift, NORM_EPSILON)
              .singletonOrThrow();
    }
    return y;
  }

  /** The tensor that a weight is bound to. */
  NDArray tensor(Weight weight) {
    return weights.get(weight.path());
  }
}
