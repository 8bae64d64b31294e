package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.nasrec.space.network.Attention;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.engine.Tape;
import io.nasrec.supernet.kernels.AttentionKernel;
import io.nasrec.supernet.kernels.FactorizationMachineKernel;
import io.nasrec.supernet.kernels.Kernel;
import io.nasrec.supernet.kernels.NormKernel;
import io.nasrec.supernet.kernels.PairsKernel;
import io.nasrec.supernet.kernels.ReluKernel;
import io.nasrec.supernet.kernels.TransposeKernel;
import io.nasrec.supernet.kernels.VectorApi;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The layers as the papers define them, each with its derivative on a tape. All arrays are
 * contiguous.
 *
 * <p>The engine computes the matrix products. Kernels compute operations that are bound by memory
 * rather than arithmetic, and those that are slow in the engine.
 */
record TapedLayers(Tape tape) implements LayerFunctions {
  private static final Logger LOG = LoggerFactory.getLogger(TapedLayers.class);
  private static final boolean AVAILABLE = vectorApi();

  /** Whether this Java can run the kernels. */
  static boolean isAvailable() {
    return AVAILABLE;
  }

  private static boolean vectorApi() {
    if (!VectorApi.isAvailable()) {
      LOG.warn(
          "Java was started without --add-modules=jdk.incubator.vector: networks are slower, and"
              + " results differ in their last digits");
    }
    return VectorApi.isAvailable();
  }

  @Override
  public NDArray linear(Linear layer, NDArray x) {
    NDArray matrix = layer.matrix();
    NDArray bias = layer.bias();
    return tape.record(
        EngineArrays.linear(x, matrix, bias),
        bias == null ? List.of(x, matrix) : List.of(x, matrix, bias),
        dy -> {
          NDArray rows = rows(dy);
          tape.add(matrix, () -> rows.transpose().matMul(rows(x)));
          tape.add(bias, () -> rows.sum(new int[] {0}));
          tape.add(x, () -> rows.matMul(matrix).reshape(x.getShape()));
        });
  }

  /** {@code (…, columns)} as {@code (rows, columns)}. */
  private static NDArray rows(NDArray x) {
    return x.getShape().dimension() == 2 ? x : x.reshape(-1, EngineArrays.columns(x));
  }

  @Override
  public NDArray layerNorm(Norm layer, NDArray x) {
    return normalised(layer, x, false);
  }

  @Override
  public NDArray reluOfNorm(Norm layer, NDArray x) {
    return normalised(layer, x, true);
  }

  private NDArray normalised(Norm layer, NDArray x, boolean relu) {
    NDArray gains = layer.gains();
    NDArray shifts = layer.shifts();
    NormKernel kernel =
        new NormKernel(gains.toFloatArray(), shifts.toFloatArray(), NORM_EPSILON, relu);
    NDArray y = EngineArrays.emptyLike(x);
    kernel.forward(EngineArrays.values(x), EngineArrays.values(y));
    return tape.record(
        y,
        List.of(x, gains, shifts),
        dy -> {
          NDArray dx = tape.writable(dy);
          kernel.backward(EngineArrays.values(x), EngineArrays.values(dy), EngineArrays.values(dx));
          tape.add(x, () -> dx);
          tape.add(gains, () -> array(kernel.gainGradients(), gains));
          tape.add(shifts, () -> array(kernel.shiftGradients(), shifts));
        });
  }

  private static NDArray array(float[] values, NDArray like) {
    NDArray array = EngineArrays.emptyLike(like);
    EngineArrays.values(array).put(0, values);
    return array;
  }

  @Override
  public NDArray relu(NDArray x) {
    return applied(new ReluKernel(), x, x.getShape());
  }

  @Override
  public NDArray attentionHeads(Attention attention, NDArray projected) {
    int rows = attention.projectedRows();
    int dim = attention.embeddingDim();
    return applied(
        new AttentionKernel(rows, Attention.HEADS, dim / Attention.HEADS),
        projected,
        new Shape(projected.getShape().get(0), rows, dim));
  }

  @Override
  public NDArray pairwiseProducts(NDArray vectors) {
    Shape shape = vectors.getShape();
    int count = Math.toIntExact(shape.get(2));
    return applied(
        new PairsKernel(count, Math.toIntExact(shape.get(1))),
        vectors,
        new Shape(shape.get(0), PairwiseProducts.count(count)));
  }

  private NDArray applied(Kernel kernel, NDArray x, Shape shape) {
    NDArray y = x.getManager().create(shape, x.getDataType());
    kernel.forward(EngineArrays.values(x), EngineArrays.values(y));
    return tape.record(
        y,
        List.of(x),
        dy -> {
          NDArray dx = shape.equals(x.getShape()) ? tape.writable(dy) : EngineArrays.emptyLike(x);
          kernel.backward(
              EngineArrays.values(x),
              EngineArrays.values(y),
              EngineArrays.values(dy),
              EngineArrays.values(dx));
          tape.add(x, () -> dx);
        });
  }

  @Override
  public NDArray concat(List<NDArray> parts) {
    return tape.record(
        LayerFunctions.super.concat(parts),
        parts,
        dy -> {
          long from = 0;
          for (NDArray part : parts) {
            long to = from + EngineArrays.columns(part);
            tape.addCopy(part, EngineArrays.columns(dy, from, to));
            from = to;
          }
        });
  }

  @Override
  public NDArray add(NDArray a, NDArray b) {
    return tape.record(
        LayerFunctions.super.add(a, b),
        List.of(a, b),
        dy -> {
          tape.share(a, dy);
          tape.share(b, dy);
        });
  }

  @Override
  public NDArray gated(NDArray x, NDArray y) {
    NDArray gate = Activation.sigmoid(x);
    NDArray gated = gate.mul(y);
    return tape.record(
        gated,
        List.of(x, y),
        dz -> {
          tape.add(y, () -> dz.mul(gate));
          tape.add(x, () -> dz.mul(gated).mul(gate.neg().add(1)));
        });
  }

  @Override
  public NDArray crossed(NDArray x0, NDArray y, NDArray x) {
    return tape.record(
        LayerFunctions.super.crossed(x0, y, x),
        List.of(x0, y, x),
        dz -> {
          tape.add(x0, () -> dz.mul(y));
          tape.add(y, () -> dz.mul(x0));
          tape.share(x, dz);
        });
  }

  @Override
  public NDArray interactions(NDArray maps, NDArray rows) {
    Shape shape = rows.getShape();
    long columns = shape.get(0) * shape.get(1);
    long sums = maps.getShape().get(2) / shape.get(2);
    return tape.record(
        LayerFunctions.super.interactions(maps, rows),
        List.of(maps, rows),
        dy -> {
          NDArray column = dy.reshape(columns, sums, 1);
          tape.add(
              maps,
              () -> column.mul(rows.reshape(columns, 1, shape.get(2))).reshape(maps.getShape()));
          tape.add(
              rows,
              () ->
                  dy.reshape(columns, 1, sums)
                      .matMul(maps.reshape(columns, sums, shape.get(2)))
                      .reshape(shape));
        });
  }

  @Override
  public NDArray factorizationMachine(NDArray rows) {
    Shape shape = rows.getShape();
    return applied(
        new FactorizationMachineKernel(Math.toIntExact(shape.get(2))), rows, shape.slice(0, 2));
  }

  @Override
  public NDArray transposed(NDArray x) {
    Shape shape = x.getShape();
    return applied(
        new TransposeKernel(Math.toIntExact(shape.get(1)), Math.toIntExact(shape.get(2))),
        x,
        new Shape(shape.get(0), shape.get(2), shape.get(1)));
  }

  @Override
  public NDArray reshaped(NDArray x, Shape shape) {
    return tape.record(x.reshape(shape), List.of(x), dy -> tape.share(x, dy.reshape(x.getShape())));
  }

  @Override
  public NDArray columns(NDArray x, long from, long to) {
    return tape.record(
        EngineArrays.columns(x, from, to).duplicate(),
        List.of(x),
        dy -> tape.addColumns(x, from, dy));
  }
}
