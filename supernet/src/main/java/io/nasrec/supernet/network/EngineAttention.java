package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.nasrec.space.network.Attention;
import io.nasrec.supernet.engine.EngineArrays;

/** The heads of self-attention as engine operations, for any data type and any derivative. */
final class EngineAttention {
  private EngineAttention() {}

  /** As {@link LayerFunctions#attentionHeads}. */
  static NDArray attentionHeads(Attention attention, NDArray projected) {
    long dim = attention.embeddingDim();
    long rows = attention.projectedRows();
    int width = attention.embeddingDim() / Attention.HEADS;
    NDArray queries = EngineArrays.scale(part(projected, 0, rows, dim), 1 / Math.sqrt(width));
    NDArray keys = part(projected, 1, rows, dim);
    NDArray values = part(projected, 2, rows, dim);
    return queries
        .matMul(keys.transpose(0, 2, 1))
        .softmax(-1)
        .matMul(values)
        .reshape(-1, Attention.HEADS, rows, width)
        .transpose(0, 2, 1, 3)
        .reshape(-1, rows, dim);
  }

  /** Queries (0), keys (1) or values (2), {@code (batch · heads, rows, E / heads)}. */
  private static NDArray part(NDArray projected, int index, long rows, long dim) {
    long width = dim / Attention.HEADS;
    return projected
        .get(new NDIndex(":, :, {}:{}", index * dim, (index + 1) * dim))
        .reshape(-1, rows, Attention.HEADS, width)
        .transpose(0, 2, 1, 3)
        .reshape(-1, rows, width);
  }
}
