package io.nasrec.experiments.onnx;

import static io.nasrec.experiments.onnx.GraphBuilder.attribute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Operations on the values of a graph, each one node or a few. Axes are counted without the batch:
 * axis 0 is an example's first axis.
 */
final class Operations {
  private final GraphBuilder graph;

  /** Constants that many nodes share, such as axes. */
  private final Map<List<Long>, String> vectors = new HashMap<>();

  Operations(GraphBuilder graph) {
    this.graph = graph;
  }

  GraphBuilder graph() {
    return graph;
  }

  Tensor add(Tensor a, Tensor b) {
    return binary("Add", a, b, a.shape());
  }

  Tensor subtract(Tensor a, Tensor b) {
    return binary("Sub", a, b, a.shape());
  }

  Tensor multiply(Tensor a, Tensor b) {
    return multiply(a, b, a.shape());
  }

  /**
   * @param shape of the product, where the operands' axes of length 1 are repeated
   */
  Tensor multiply(Tensor a, Tensor b, List<Integer> shape) {
    return binary("Mul", a, b, shape);
  }

  Tensor scale(Tensor x, double factor) {
    String constant = graph.floats("factor", List.of(), (float) factor);
    return graph.node("Mul", List.of(x.name(), constant), x.shape());
  }

  Tensor square(Tensor x) {
    return multiply(x, x);
  }

  Tensor relu(Tensor x) {
    return unary("Relu", x);
  }

  Tensor sigmoid(Tensor x) {
    return unary("Sigmoid", x);
  }

  /** Over the last axis. */
  Tensor softmax(Tensor x) {
    return graph.node("Softmax", List.of(x.name()), x.shape(), attribute("axis", -1));
  }

  /** A batched product of the last two axes, {@code (…, n, k) (…, k, m)}. */
  Tensor product(Tensor a, Tensor b) {
    return binary("MatMul", a, b, withLast(a.shape(), b.width()));
  }

  /** Concatenates values along the last axis, the only axis in which they may differ. */
  Tensor concat(List<Tensor> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    int width = parts.stream().mapToInt(Tensor::width).sum();
    return graph.node(
        "Concat",
        parts.stream().map(Tensor::name).toList(),
        withLast(parts.get(0).shape(), width),
        attribute("axis", -1));
  }

  /** Permutes the axes of an example. */
  Tensor transpose(Tensor x, Integer... order) {
    List<Long> permutation = new ArrayList<>(List.of(0L));
    Arrays.stream(order).forEach(axis -> permutation.add(axis + 1L));
    return graph.node(
        "Transpose",
        List.of(x.name()),
        Arrays.stream(order).map(x.shape()::get).toList(),
        attribute("perm", permutation));
  }

  /** The same values of each example in another shape. */
  Tensor reshape(Tensor x, Integer... shape) {
    // A zero keeps the axis as it is.
    long[] axes = LongStream.concat(LongStream.of(0), longs(List.of(shape))).toArray();
    return graph.node("Reshape", List.of(x.name(), vector(axes)), List.of(shape));
  }

  /** Each example as one vector. */
  Tensor flat(Tensor x) {
    return reshape(x, x.size());
  }

  /** Sums over one axis, which is removed. */
  Tensor sum(Tensor x, int axis) {
    List<Integer> shape = new ArrayList<>(x.shape());
    shape.remove(axis);
    return graph.node(
        "ReduceSum", List.of(x.name(), vector(axis + 1)), shape, attribute("keepdims", 0));
  }

  /** Entries {@code from} to {@code to} along an axis. */
  Tensor slice(Tensor x, int axis, int from, int to) {
    List<Integer> shape = new ArrayList<>(x.shape());
    shape.set(axis, to - from);
    return graph.node(
        "Slice", List.of(x.name(), vector(from), vector(to), vector(axis + 1)), shape);
  }

  /** Columns of {@code (batch, width)}, in the order of their indices. */
  Tensor columns(Tensor x, long... indices) {
    return graph.node(
        "Gather",
        List.of(x.name(), vector(indices)),
        List.of(indices.length),
        attribute("axis", 1));
  }

  /** {@code (batch, width)} with zeros appended. */
  Tensor padded(Tensor x, int width) {
    int missing = width - x.width();
    return missing == 0
        ? x
        : graph.node("Pad", List.of(x.name(), vector(0, 0, 0, missing)), List.of(width));
  }

  /**
   * Layer normalisation over the last axis. Its input is centred first, which changes only the
   * rounding: ONNX Runtime computes the variance as {@code mean(x²) − mean(x)²} in float32, which
   * would lose most digits for numbers that hardly differ.
   */
  Tensor layerNorm(Tensor x, String gain, String shift, float epsilon) {
    Tensor mean =
        graph.node(
            "ReduceMean",
            List.of(x.name()),
            withLast(x.shape(), 1),
            attribute("axes", List.of(-1L)));
    return graph.node(
        "LayerNormalization",
        List.of(subtract(x, mean).name(), gain, shift),
        x.shape(),
        attribute("axis", -1),
        attribute("epsilon", epsilon));
  }

  /** The name of a constant vector. */
  String vector(long... values) {
    return vectors.computeIfAbsent(
        Arrays.stream(values).boxed().toList(), key -> graph.longs("vector", values));
  }

  private Tensor unary(String operator, Tensor x) {
    return graph.node(operator, List.of(x.name()), x.shape());
  }

  private Tensor binary(String operator, Tensor a, Tensor b, List<Integer> shape) {
    return graph.node(operator, List.of(a.name(), b.name()), shape);
  }

  private static LongStream longs(List<Integer> values) {
    return values.stream().mapToLong(Integer::longValue);
  }

  static List<Integer> withLast(List<Integer> shape, int width) {
    return Stream.concat(shape.stream().limit(shape.size() - 1), Stream.of(width)).toList();
  }
}
