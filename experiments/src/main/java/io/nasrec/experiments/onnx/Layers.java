package io.nasrec.experiments.onnx;

import io.nasrec.space.network.Projection;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.network.LayerFunctions;
import io.nasrec.supernet.weights.Parameter;
import io.nasrec.supernet.weights.Parameters;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The layers of a network with their weights as constants. A matrix {@code (out, in)} is stored
 * transposed, because ONNX can compute {@code x Wᵀ} for an x with more than two axes only in this
 * form.
 */
final class Layers {
  private final Operations operations;
  private final Map<String, Parameter> weights;

  /**
   * @param operations of the graph that the layers become part of
   * @param weights a stand-alone network's own
   */
  Layers(Operations operations, Parameters weights) {
    this(
        operations,
        weights.all().stream()
            .collect(Collectors.toMap(p -> p.weight().path(), Function.identity())));
  }

  private Layers(Operations operations, Map<String, Parameter> weights) {
    this.operations = operations;
    this.weights = weights;
  }

  /** The layers of a part, whose tensors' paths begin with a prefix. */
  Layers below(String prefix) {
    return new Layers(
        operations,
        weights.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(prefix))
            .collect(
                Collectors.toMap(
                    entry -> entry.getKey().substring(prefix.length()), Map.Entry::getValue)));
  }

  Operations operations() {
    return operations;
  }

  /** A linear map over the last axis, then layer normalisation; either may be absent. */
  Tensor project(Tensor x, Projection projection) {
    Tensor y =
        projection.weight().isPresent()
            ? linear(x, projection.weight().get().path(), path(projection.bias()))
            : x;
    return projection.gain().isPresent()
        ? operations.layerNorm(
            y,
            vector(projection.gain().get().path()),
            vector(projection.shift().orElseThrow().path()),
            LayerFunctions.NORM_EPSILON)
        : y;
  }

  /** Like {@link #project}, followed by the activation. */
  Tensor activated(Tensor x, Projection projection) {
    return operations.relu(project(x, projection));
  }

  /**
   * {@code x Wᵀ + b} over the last axis.
   *
   * @param matrix W's path
   * @param biases paths of the tensors whose concatenation is b; empty for none
   */
  Tensor linear(Tensor x, String matrix, List<String> biases) {
    Parameter stored = parameter(matrix);
    int out = stored.weight().shape().get(0);
    Tensor y = times(x, matrix, out, transposed(stored));
    return biases.isEmpty() ? y : plus(y, biases);
  }

  /**
   * Like the method above, with W in its stored form.
   *
   * @param name of the matrix
   * @param values {@code (in, out)} row-major
   */
  Tensor times(Tensor x, String name, int out, float[] values) {
    String matrix = operations.graph().floats(name, List.of(x.width(), out), values);
    return operations
        .graph()
        .node("MatMul", List.of(x.name(), matrix), Operations.withLast(x.shape(), out));
  }

  /** Adds vectors along the last axis, one after the other. */
  Tensor plus(Tensor x, List<String> biases) {
    List<FloatBuffer> values = biases.stream().map(path -> parameter(path).values()).toList();
    String bias = operations.graph().floats(biases.get(0), List.of(x.width()), values);
    return operations.graph().node("Add", List.of(x.name(), bias), x.shape());
  }

  /** A stored tensor. */
  Parameter parameter(String path) {
    Parameter parameter = weights.get(path);
    if (parameter == null) {
      throw new IllegalStateException("the network has no tensor of the path " + path);
    }
    return parameter;
  }

  /** The values of a transposed matrix, row-major. */
  static float[] transposed(Parameter matrix) {
    int rows = matrix.weight().shape().get(0);
    int columns = matrix.weight().shape().get(1);
    float[] values = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        values[column * rows + row] = matrix.values().get(row * columns + column);
      }
    }
    return values;
  }

  private String vector(String path) {
    Parameter stored = parameter(path);
    return operations.graph().floats(path, stored.weight().shape(), List.of(stored.values()));
  }

  private static List<String> path(Optional<Weight> weight) {
    return weight.map(Weight::path).stream().toList();
  }
}
