package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.LayerNorm;
import io.nasrec.space.network.Operator.Attention;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.Torch;
import java.util.List;

/**
 * What the layers of a forward pass compute. Training uses {@link #PLAIN}; an analysis may watch
 * what goes in and out, or replace a function, without a second forward pass.
 */
public interface LayerFunctions {
  /** The layers as the papers define them. */
  LayerFunctions PLAIN = new LayerFunctions() {};

  /** Eps of every layer normalisation (spec section 1). */
  float NORM_EPSILON = 1e-5f;

  /**
   * A linear layer.
   *
   * @param weight the module that the matrix belongs to
   * @param matrix {@code (out, in)}: the whole module, or of the head's the columns of one part of
   *     its input; the head is the one module that is applied part by part
   * @param biases the modules that the bias is made of, one after the other; empty for none
   * @param bias {@code (out)}; null for none
   */
  record Linear(Weight weight, NDArray matrix, List<Weight> biases, NDArray bias) {}

  /**
   * A layer normalisation.
   *
   * @param gain the gain's module
   * @param gains {@code (width)}
   * @param shift the bias's module
   * @param shifts {@code (width)}
   */
  record Norm(Weight gain, NDArray gains, Weight shift, NDArray shifts) {}

  /**
   * A linear map over the last axis.
   *
   * @param x {@code (batch, in)} or {@code (batch, positions, in)}
   */
  default NDArray linear(Linear layer, NDArray x) {
    return Torch.linear(x, layer.matrix(), layer.bias());
  }

  /**
   * Layer normalisation over the last axis.
   *
   * @param x {@code (batch, width)} or {@code (batch, positions, width)}
   */
  default NDArray layerNorm(Norm layer, NDArray x) {
    return LayerNorm.layerNorm(
            x, new Shape(layer.gain().size()), layer.gains(), layer.shifts(), NORM_EPSILON)
        .singletonOrThrow();
  }

  /**
   * The heads of self-attention side by side: {@code softmax(q kᵀ / sqrt(E / heads)) v} of each.
   *
   * @param projected {@code (batch, v, 3E)}: queries, keys and values, contiguous
   * @return {@code (batch, v, E)}
   */
  default NDArray heads(Attention attention, NDArray projected) {
    return EngineAttention.heads(attention, projected);
  }

  /**
   * The inner products of all pairs of vectors.
   *
   * @param vectors {@code (batch, E, n)}: the vectors are columns; contiguous
   * @return {@code (batch, n (n − 1) / 2)}: (1,0), (2,0), (2,1), …
   */
  default NDArray pairwiseProducts(NDArray vectors) {
    return PairwiseProducts.of(vectors);
  }

  /**
   * A place where the graph may be cut: the same values. Between two such places and the inputs no
   * operation is shared.
   *
   * @param x output of a block's side, or what operators read
   */
  default NDArray cut(NDArray x) {
    return x;
  }

  /**
   * The activation.
   *
   * @param x {@code (batch, …)}
   */
  default NDArray relu(NDArray x) {
    return Activation.relu(x);
  }
}
