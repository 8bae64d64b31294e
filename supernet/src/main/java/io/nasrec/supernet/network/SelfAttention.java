package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
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
    NDArray rows = layers.project(sparse, attention.rows()).transpose(0, 2, 1);
    NDArray attended = layers.project(rows.add(heads(rows)), attention.attentionNorm());
    NDArray hidden = layers.relu(layers.project(attended, attention.hidden()));
    NDArray fed = attended.add(layers.project(hidden, attention.feedForward()));
    return layers.project(fed, attention.feedForwardNorm()).transpose(0, 2, 1);
  }

  /** All heads side by side, {@code softmax(q kᵀ / sqrt(E/8)) v}, and the out-projection. */
  private NDArray heads(NDArray rows) {
    NDArray projected =
        layers.linear(
            rows,
            attention.input(),
            List.of(attention.queryBias(), attention.keyBias(), attention.valueBias()));
    int width = attention.embeddingDim() / Attention.HEADS;
    NDArray queries = part(projected, 0).mul((float) (1 / Math.sqrt(width)));
    NDArray scores = queries.matMul(part(projected, 1).transpose(0, 1, 3, 2));
    NDArray joined =
        scores
            .softmax(-1)
            .matMul(part(projected, 2))
            .transpose(0, 2, 1, 3)
            .reshape(-1, attention.projectedRows(), attention.embeddingDim());
    return layers.project(joined, attention.output());
  }

  /** Queries (0), keys (1) or values (2), {@code (batch, heads, v, E/heads)}. */
  private NDArray part(NDArray projected, int index) {
    long dim = attention.embeddingDim();
    return projected
        .get(new NDIndex(":, :, {}:{}", index * dim, (index + 1) * dim))
        .reshape(-1, attention.projectedRows(), Attention.HEADS, dim / Attention.HEADS)
        .transpose(0, 2, 1, 3);
  }
}
