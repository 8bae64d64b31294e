package io.nasrec.supernet.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.nasrec.space.network.Attention;
import io.nasrec.space.network.Range;
import io.nasrec.space.network.Weight;
import io.nasrec.space.network.Weight.Role;
import io.nasrec.supernet.Tensors;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.engine.EngineScope;
import io.nasrec.supernet.engine.Tape;
import io.nasrec.supernet.engine.TorchEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function and its derivative against the engine's, which works in float64. */
class TapedLayersTest {
  /** Sums of up to some hundred float32 products of numbers around 1, several layers deep. */
  private static final double TOLERANCE = 1e-5;

  /** A function of arrays of given shapes. */
  private record Case(String name, Function function, List<Shape> inputs) {
    Case(String name, Function function, Shape... inputs) {
      this(name, function, List.of(inputs));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @FunctionalInterface
  private interface Function {
    NDArray of(LayerFunctions layers, List<NDArray> inputs);
  }

  static Stream<Case> functions() {
    return Stream.of(
        new Case("linear", linear(true), shape(7, 5), shape(3, 5), shape(3)),
        new Case("linear without bias", linear(false), shape(7, 5), shape(3, 5)),
        new Case("linear over rows", linear(true), shape(4, 6, 5), shape(3, 5), shape(3)),
        new Case("norm", (layers, in) -> norm(layers, in, 0), shape(300, 17), shape(17), shape(17)),
        new Case(
            "ReLU of norm",
            (layers, in) -> layers.reluOfNorm(norm(in, 0), in.get(0)),
            shape(20, 16, 45),
            shape(45),
            shape(45)),
        new Case("ReLU", (layers, in) -> layers.relu(in.get(0)), shape(70, 31)),
        new Case(
            "heads",
            (layers, in) -> layers.attentionHeads(attention(5, 16), in.get(0)),
            shape(6, 5, 48)),
        new Case("pairs", (layers, in) -> layers.pairwiseProducts(in.get(0)), shape(4, 16, 19)),
        new Case("concat", LayerFunctions::concat, shape(3, 4, 5), shape(3, 4, 1), shape(3, 4, 2)),
        new Case("add", (layers, in) -> layers.add(in.get(0), in.get(1)), shape(3, 4), shape(3, 4)),
        new Case(
            "gated", (layers, in) -> layers.gated(in.get(0), in.get(1)), shape(9, 4), shape(9, 4)),
        new Case(
            "crossed",
            (layers, in) -> layers.crossed(in.get(0), in.get(1), in.get(2)),
            shape(9, 4),
            shape(9, 4),
            shape(9, 4)),
        new Case(
            "interactions",
            (layers, in) -> layers.interactions(in.get(0), in.get(1)),
            shape(3, 8, 5 * 6),
            shape(3, 8, 6)),
        new Case(
            "factorization machine",
            (layers, in) -> layers.factorizationMachine(in.get(0)),
            shape(15, 16, 26)),
        new Case("transposed", (layers, in) -> layers.transposed(in.get(0)), shape(3, 8, 16)),
        new Case(
            "reshaped", (layers, in) -> layers.reshaped(in.get(0), shape(3, 2, 4)), shape(3, 8)),
        new Case("columns", (layers, in) -> layers.columns(in.get(0), 2, 5), shape(4, 7)));
  }

  /** Where several operations read an array, or gradients come in one piece of memory. */
  static Stream<Case> compositions() {
    return Stream.of(
        new Case("twice itself", (layers, in) -> layers.add(in.get(0), in.get(0)), shape(3, 4)),
        new Case(
            "beside itself",
            (layers, in) -> layers.concat(List.of(in.get(0), in.get(1), in.get(0))),
            shape(3, 4),
            shape(3, 1)),
        new Case(
            "a sum of two norms, and what they are of",
            (layers, in) ->
                layers.add(
                    layers.add(norm(layers, in, 0), norm(layers, in, 3)),
                    layers.add(in.get(0), in.get(3))),
            shape(5, 6),
            shape(6),
            shape(6),
            shape(5, 6),
            shape(6),
            shape(6)),
        new Case(
            "a reshaped array that is read before and after",
            (layers, in) -> {
              NDArray sum = layers.add(in.get(0), in.get(1));
              NDArray flat = layers.reshaped(sum, shape(12));
              NDArray wide = layers.reshaped(layers.relu(flat), shape(3, 4));
              return layers.add(layers.add(wide, sum), layers.relu(in.get(1)));
            },
            shape(3, 4),
            shape(3, 4)),
        new Case(
            "crossed with itself",
            (layers, in) -> {
              NDArray once = layers.crossed(in.get(0), in.get(1), in.get(0));
              return layers.crossed(in.get(0), once, once);
            },
            shape(3, 4),
            shape(3, 4)),
        new Case(
            "columns of the columns' source",
            (layers, in) ->
                layers.concat(
                    List.of(layers.columns(in.get(0), 0, 3), layers.columns(in.get(0), 1, 4))),
            shape(2, 5)),
        new Case(
            "an input that nothing reads",
            (layers, in) -> layers.relu(in.get(0)),
            shape(2, 3),
            shape(4)));
  }

  @ParameterizedTest
  @MethodSource({"functions", "compositions"})
  void valuesAndGradientsAreTheEngines(Case example) {
    Result expected = result(example, DataType.FLOAT64);
    Result actual = result(example, DataType.FLOAT32);

    Tensors.assertClose("value", actual.floats(0), expected.doubles(0), TOLERANCE);
    assertThat(actual.arrays()).hasSameSizeAs(expected.arrays());
    for (int i = 1; i < actual.arrays().size(); i++) {
      Tensors.assertClose("gradient " + i, actual.floats(i), expected.doubles(i), TOLERANCE);
    }
  }

  /** The value, and the gradient with respect to each input. */
  private record Result(List<Number[]> arrays) {
    float[] floats(int index) {
      Number[] array = arrays.get(index);
      float[] floats = new float[array.length];
      for (int i = 0; i < array.length; i++) {
        floats[i] = array[i].floatValue();
      }
      return floats;
    }

    double[] doubles(int index) {
      return Stream.of(arrays.get(index)).mapToDouble(Number::doubleValue).toArray();
    }
  }

  /** In float64 by the engine alone, in float32 with a tape. */
  private static Result result(Case example, DataType type) {
    try (EngineScope scope = new TorchEngine(1).differentiating()) {
      RandomGenerator random = new SplittableRandom(1);
      NDManager manager = scope.manager();
      Tape tape = new Tape();
      List<NDArray> inputs = new ArrayList<>();
      for (Shape shape : example.inputs()) {
        float[] values = Tensors.normal(Math.toIntExact(shape.size()), 1, random);
        inputs.add(tape.leaf(manager.create(values, shape).toType(type, true)));
      }
      NDArray value =
          type == DataType.FLOAT64
              ? example.function().of(LayerFunctions.PLAIN, inputs)
              : tape.output(
                  EngineArrays.unrecorded(
                      () -> example.function().of(new TapedLayers(tape), inputs)));
      float[] factors = Tensors.normal(Math.toIntExact(value.size()), 1, random);
      NDArray scalar = value.mul(manager.create(factors, value.getShape()).toType(type, true));
      tape.backward(scalar.sum());
      List<Number[]> arrays = new ArrayList<>();
      arrays.add(value.toArray());
      inputs.forEach(input -> arrays.add(tape.gradient(input, manager).toArray()));
      return new Result(arrays);
    }
  }

  private static Shape shape(long... sizes) {
    return new Shape(sizes);
  }

  private static Function linear(boolean bias) {
    return (layers, in) ->
        layers.linear(
            new LayerFunctions.Linear(null, in.get(1), List.of(), bias ? in.get(2) : null),
            in.get(0));
  }

  private static NDArray norm(LayerFunctions layers, List<NDArray> inputs, int first) {
    return layers.layerNorm(norm(inputs, first), inputs.get(first));
  }

  /** Of three inputs: what is normalised, gains, shifts. */
  private static LayerFunctions.Norm norm(List<NDArray> inputs, int first) {
    NDArray gains = inputs.get(first + 1);
    Weight weight =
        new Weight(
            "gain",
            Role.NORM_GAIN,
            List.of(new Range(0, Math.toIntExact(gains.size()))),
            List.of());
    return new LayerFunctions.Norm(weight, gains, weight, inputs.get(first + 2));
  }

  private static Attention attention(int rows, int dim) {
    return new Attention(
        List.of(), null, rows, dim, null, null, null, null, null, null, null, null, null);
  }
}
