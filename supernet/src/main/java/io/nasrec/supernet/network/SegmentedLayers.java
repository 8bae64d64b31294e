package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.nasrec.space.network.Operator.Attention;
import io.nasrec.supernet.engine.Segments;
import io.nasrec.supernet.kernels.AttentionKernel;
import io.nasrec.supernet.kernels.PairsKernel;
import io.nasrec.supernet.kernels.VectorApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The layers as the papers define them, with kernels for what the engine is slow at. */
record SegmentedLayers(Segments segments) implements LayerFunctions {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentedLayers.class);
  private static final boolean AVAILABLE = vectorApi();

  /** Whether this Java can run the kernels. */
  static boolean isAvailable() {
    return AVAILABLE;
  }

  private static boolean vectorApi() {
    if (!VectorApi.isAvailable()) {
      LOG.warn(
          "Java was started without --add-modules=jdk.incubator.vector: networks with attention or"
              + " dot products are slower, and results differ in their last digits");
    }
    return VectorApi.isAvailable();
  }

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

  @Override
  public NDArray pairwiseProducts(NDArray vectors) {
    Shape shape = vectors.getShape();
    int count = Math.toIntExact(shape.get(2));
    return segments.apply(
        new PairsKernel(count, Math.toIntExact(shape.get(1))),
        vectors,
        new Shape(shape.get(0), PairwiseProducts.count(count)));
  }
}
