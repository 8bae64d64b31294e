package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import io.nasrec.space.network.Attention;
import java.util.List;

/** The forward pass of {@link Attention}. */
record SelfAttention(Attention attention, BoundLayers layers) {

  /**
   * The layer's output.
   *
   * @param sparse {@code (batch, E, n)}
   * @return {@code (batch, E, v)}
   */
  NDArray output(NDArray sparse) {
    LayerFunctions functions = layers.functions();
    NDArray rows = functions.transposed(layers.project(sparse, attention.rows()));
    NDArray projected =
        layers.linear(
            rows,
            attention.input(),
            List.of(attention.queryBias(), attention.keyBias(), attention.valueBias()));
    NDArray joined =
        layers.project(functions.attentionHeads(attention, projected), attention.output());
    NDArray attended = layers.project(functions.add(rows, joined), attention.attentionNorm());
    NDArray hidden = layers.activated(attended, attention.hidden());
    NDArray fed = functions.add(attended, layers.project(hidden, attention.feedForward()));
    return functions.transposed(layers.project(fed, attention.feedForwardNorm()));
  }
}
