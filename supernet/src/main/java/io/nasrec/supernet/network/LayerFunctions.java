package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.LayerNorm;
import io.nasrec.space.network.Attention;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.EngineArrays;
import java.util.List;

/**
 * The functions that the layers of a forward pass compute. Training uses {@link #PLAIN}; an
 * analysis may observe inputs and outputs, or replace a function, without a second implementation
 * of the forward pass.
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
   * @param matrix {@code (out, in)}: the whole module or, for the head, the columns of one part of
   *     its input; the head is the only module that is applied part by part
   * @param biases the modules whose concatenation is the bias; empty for none
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
    return EngineArrays.linear(x, layer.matrix(), layer.bias());
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
   * The concatenated heads of self-attention, each {@code softmax(q kᵀ / sqrt(E / heads)) v}.
   *
   * @param projected {@code (batch, v, 3E)}: queries, keys and values
   * @return {@code (batch, v, E)}
   */
  default NDArray attentionHeads(Attention attention, NDArray projected) {
    return EngineAttention.attentionHeads(attention, projected);
  }

  /**
   * The inner products of all pairs of vectors.
   *
   * @param vectors {@code (batch, E, n)}: the vectors are columns
   * @return {@code (batch, n (n − 1) / 2)}: (1,0), (2,0), (2,1), …
   */
  default NDArray pairwiseProducts(NDArray vectors) {
    return PairwiseProducts.of(vectors);
  }

  /**
   * The activation.
   *
   * @param x {@code (batch, …)}
   */
  default NDArray relu(NDArray x) {
    return Activation.relu(x);
  }

  /** Layer normalisation, then the activation. */
  default NDArray reluOfNorm(Norm layer, NDArray x) {
    return relu(layerNorm(layer, x));
  }

  /** Concatenates arrays along the last axis, the only axis in which they may differ. */
  default NDArray concat(List<NDArray> parts) {
    return NDArrays.concat(new NDList(parts), -1);
  }

  /** {@code a + b}, of the same shape. */
  default NDArray add(NDArray a, NDArray b) {
    return a.add(b);
  }

  /** {@code sigmoid(x) · y}, of the same shape. */
  default NDArray gated(NDArray x, NDArray y) {
    return Activation.sigmoid(x).mul(y);
  }

  /** {@code x0 · y + x}, of the same shape. */
  default NDArray crossed(NDArray x0, NDArray y, NDArray x) {
    return x0.mul(y).add(x);
  }

  /**
   * Weighted sums of rows, with weights of their own in each of the E columns.
   *
   * @param maps {@code (batch, E, v F)}: the weights of F rows for sum 0, then for sum 1, …
   * @param rows {@code (batch, E, F)}
   * @return {@code (batch, E, v)}
   */
  default NDArray interactions(NDArray maps, NDArray rows) {
    Shape shape = rows.getShape();
    long columns = shape.get(0) * shape.get(1);
    long sums = maps.getShape().get(2) / shape.get(2);
    return maps.reshape(columns, sums, shape.get(2))
        .matMul(rows.reshape(columns, shape.get(2), 1))
        .reshape(shape.get(0), shape.get(1), sums);
  }

  /**
   * {@code (Σ rows)² − Σ rows²}.
   *
   * @param rows {@code (batch, E, n)}
   * @return {@code (batch, E)}
   */
  default NDArray factorizationMachine(NDArray rows) {
    return rows.sum(new int[] {2}).square().sub(rows.square().sum(new int[] {2}));
  }

  /**
   * Swaps the last two axes.
   *
   * @param x {@code (batch, n, m)}
   */
  default NDArray transposed(NDArray x) {
    return x.transpose(0, 2, 1);
  }

  /** The same values in another shape. */
  default NDArray reshaped(NDArray x, Shape shape) {
    return x.reshape(shape);
  }

  /** Columns {@code from} to {@code to}, along the last axis. */
  default NDArray columns(NDArray x, long from, long to) {
    return EngineArrays.columns(x, from, to);
  }
}
