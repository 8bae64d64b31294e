package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import io.nasrec.space.network.Operator;
import io.nasrec.space.network.Operator.Attention;
import java.util.List;

/** The forward pass of {@link Operator.Attention}. */
record SelfAttention(Attention attention, BoundLayers layers) {

  /**
   * The layer's output.
   *
   * @param sparse {@code (batch, E, n)}
   * @return {@code (batch, E, v)}
   */
  NDArray of(NDArray sparse) {
    LayerFunctions functions = layers.functions();
    NDArray rows = functions.cut(layers.project(sparse, attention.rows()).transpose(0, 2, 1));
    NDArray projected =
        layers.linear(
            rows,
            attention.input(),
            List.of(attention.queryBias(), attention.keyBias(), attention.valueBias()));
    NDArray joined = layers.project(functions.heads(attention, projected), attention.output());
    NDArray attended = layers.project(rows.add(joined), attention.attentionNorm());
    NDArray hidden = layers.relu(layers.project(attended, attention.hidden()));
    NDArray fed = attended.add(layers.project(hidden, attention.feedForward()));
    return layers.project(fed, attention.feedForwardNorm()).transpose(0, 2, 1);
  }
}
