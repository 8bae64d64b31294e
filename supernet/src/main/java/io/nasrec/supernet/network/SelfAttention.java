package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import io.nasrec.space.network.Operator;
import io.nasrec.space.network.Operator.Attention;
import io.nasrec.supernet.engine.Torch;
import java.util.List;
import java.util.stream.LongStream;

/** The forward pass of {@link Operator.Attention}. */
record SelfAttention(Attention attention, BoundLayers layers) {
  /** Scores that stay in the second-level cache: 2 MiB. */
  private static final long CACHED_SCORES = 1 << 19;

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
    NDArray queries = Torch.scale(part(projected, 0), 1 / Math.sqrt(width));
    NDArray joined =
        attend(queries, part(projected, 1), part(projected, 2))
            .reshape(-1, Attention.HEADS, attention.projectedRows(), width)
            .transpose(0, 2, 1, 3)
            .reshape(-1, attention.projectedRows(), attention.embeddingDim());
    return layers.project(joined, attention.output());
  }

  /**
   * {@code softmax(q kᵀ) v}, some matrices at a time: the scores of a whole batch would leave the
   * caches at every step, which takes twice as long (docs/performance.md).
   */
  private NDArray attend(NDArray queries, NDArray keys, NDArray values) {
    long perMatrix = (long) attention.projectedRows() * attention.projectedRows();
    long matrices = Math.max(1, CACHED_SCORES / perMatrix);
    long all = queries.getShape().get(0);
    // The gradient of a split is one concatenation; that of slices would add up whole tensors.
    long[] borders =
        LongStream.range(1, (all + matrices - 1) / matrices).map(i -> i * matrices).toArray();
    NDList someQueries = queries.split(borders);
    NDList someKeys = keys.split(borders);
    NDList someValues = values.split(borders);
    NDList parts = new NDList();
    for (int i = 0; i <= borders.length; i++) {
      NDArray scores = someQueries.get(i).matMul(someKeys.get(i).transpose(0, 2, 1));
      parts.add(scores.softmax(-1).matMul(someValues.get(i)));
    }
    return parts.size() == 1 ? parts.get(0) : NDArrays.concat(parts);
  }

  /** Queries (0), keys (1) or values (2), {@code (batch × heads, v, E/heads)}. */
  private NDArray part(NDArray projected, int index) {
    long rows = attention.projectedRows();
    long dim = attention.embeddingDim();
    long width = dim / Attention.HEADS;
    return projected
        .get(new NDIndex(":, :, {}:{}", index * dim, (index + 1) * dim))
        .reshape(-1, rows, Attention.HEADS, width)
        .transpose(0, 2, 1, 3)
        .reshape(-1, rows, width);
  }
}
