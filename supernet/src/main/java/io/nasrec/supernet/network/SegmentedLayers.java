package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.nasrec.space.network.Operator.Attention;
import io.nasrec.supernet.engine.Segments;

/** The layers as the papers define them, with the heads of attention computed in Java. */
record SegmentedLayers(Segments segments) implements LayerFunctions {

  @Override
  public NDArray cut(NDArray x) {
    return segments.cut(x);
  }

  @Override
  public NDArray heads(Attention attention, NDArray projected) {
    int rows = attention.projectedRows();
    int dim = attention.embeddingDim();
    return segments.apply(
        new AttentionKernel(rows, Attention.HEADS, dim / Attention.HEADS),
        projected,
        new Shape(projected.getShape().get(0), rows, dim));
  }
}
