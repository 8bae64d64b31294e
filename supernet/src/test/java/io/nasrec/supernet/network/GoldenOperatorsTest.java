package io.nasrec.supernet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.nasrec.space.network.Weight;
import io.nasrec.space.network.Weight.Role;
import io.nasrec.supernet.FidelityTable;
import io.nasrec.supernet.GoldenArrays;
import io.nasrec.supernet.GoldenCase;
import io.nasrec.supernet.PublishedNames;
import io.nasrec.supernet.Tensors;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.engine.EngineScope;
import io.nasrec.supernet.engine.TorchEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each operator against the published code in float64: output, loss, and the gradients by every
 * weight and input.
 *
 * <p>Errors are the largest difference relative to the largest magnitude of the reference tensor.
 * Masked cases hold the published operator at the supernet's width with part of its units zeroed;
 * ours has the width in use, with the leading part of those weights.
 */
class GoldenOperatorsTest {
  /** Leaves float32 some 80 units in the last place. */
  private static final double TOLERANCE = 1e-5;

  /** What a deliberate difference exceeds: two orders above the tolerance. */
  private static final double DIFFERENT = 1e-3;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linear2d_fixed",
        "linear3d_fixed",
        "dotproduct_fixed",
        "dotproduct_fixed_densedim_eq_emb",
        "dotproduct_fixed_nsparse_eq_proj",
        "sum_fixed_pad",
        "sum_fixed_skipproj",
        "gating_fixed_pad",
        "gating_fixed_skipproj",
        "transformer_fixed",
        "fm_fixed",
        "fm_fixed_skipproj"
      })
  void standAlone(String operator) {
    for (String layerNorm : List.of("_ln0", "_ln1")) {
      Errors errors = errors(operator + layerNorm);
      FidelityTable.row(operator + layerNorm, errors.output(), errors.gradient(), TOLERANCE);
      assertThat(errors.largest()).as(operator + layerNorm).isLessThan(TOLERANCE);
    }
  }

  /** Without normalisation, masked units are as good as absent. */
  @ParameterizedTest
  @ValueSource(
      strings = {"linear2d_masked", "linear3d_masked", "sum_masked", "gating_masked", "fm_masked"})
  void maskedWithoutNormalisation(String operator) {
    Errors errors = errors(operator + "_ln0");
    FidelityTable.row(operator + "_ln0", errors.output(), errors.gradient(), TOLERANCE);
    assertThat(errors.largest()).isLessThan(TOLERANCE);
  }

  /**
   * A normalisation that runs over masked units, a dot product whose number of rows is tied to the
   * full width, and attention to masked rows are what slicing does not reproduce (spec section 4).
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "linear2d_masked_ln1",
        "linear3d_masked_ln1",
        "sum_masked_ln1",
        "gating_masked_ln1",
        "fm_masked_ln1",
        "dotproduct_masked_ln0",
        "dotproduct_masked_ln1",
        "transformer_masked_ln0",
        "transformer_masked_ln1"
      })
  void maskingThatIsNoSubnet(String operator) {
    assertThat(errors(operator).output()).isGreaterThan(DIFFERENT);
  }

  /** The published masked FC: all 64 units are normalised, then 32 of them masked to 0. */
  @Test
  void theMaskedNormalisationRunsOverUnusedUnits() {
    String name = "linear2d_masked_ln1";
    JsonNode entry = GoldenCase.entry("ops", name);
    try (GoldenArrays arrays = GoldenCase.arrays(entry.path("file").asText())) {
      int used = entry.path("dims_in_use").asInt();
      double[] x = arrays.doubles("in/dense");
      double[] matrix = arrays.doubles("param/_linear.weight");
      double[] gain = arrays.doubles("param/_layernorm.weight");
      double[] shift = arrays.doubles("param/_layernorm.bias");
      int features = arrays.shape("in/dense").get(1);
      double[] expected = arrays.doubles("out");
      for (int row = 0; row < arrays.shape("in/dense").get(0); row++) {
        double[] units = new double[gain.length];
        for (int i = 0; i < units.length; i++) {
          for (int j = 0; j < features; j++) {
            units[i] += matrix[i * features + j] * x[row * features + j];
          }
        }
        double mean = Arrays.stream(units).average().orElseThrow();
        double variance =
            Arrays.stream(units).map(u -> (u - mean) * (u - mean)).average().orElseThrow();
        for (int i = 0; i < units.length; i++) {
          double normalised = (units[i] - mean) / Math.sqrt(variance + 1e-5) * gain[i] + shift[i];
          double published = i < used ? Math.max(0, normalised) : 0;
          assertThat(expected[row * units.length + i]).isCloseTo(published, within(1e-12));
        }
      }
    }
  }

  /**
   * Largest relative errors.
   *
   * @param output of output and loss
   * @param gradient by weights and inputs
   */
  private record Errors(double output, double gradient) {
    double largest() {
      return Math.max(output, gradient);
    }
  }

  private static Errors errors(String name) {
    JsonNode entry = GoldenCase.entry("ops", name);
    try (GoldenArrays arrays = GoldenCase.arrays(entry.path("file").asText());
        EngineScope scope = new TorchEngine(1).differentiating()) {
      NDManager manager = scope.manager();
      GoldenOperator operator = GoldenOperator.of(name, entry, arrays);
      Map<String, NDArray> weights = new LinkedHashMap<>();
      for (Weight weight : operator.weights()) {
        float[] values = leading(arrays, "param/", weight);
        weights.put(weight.path(), EngineArrays.leaf(manager.create(values, shape(weight))));
      }
      List<NDArray> inputs = new ArrayList<>();
      for (String input : operator.inputs()) {
        // A leaf must not be a view.
        NDArray values = transposed(array(arrays, "in/" + input, manager)).duplicate();
        inputs.add(EngineArrays.leaf(values));
      }
      NDArray out = transposed(operator.output(weights, inputs));
      NDArray head = array(arrays, "in/head", manager);
      long units = out.size() / out.getShape().get(0);
      NDArray logits = out.reshape(-1, units).matMul(head.get("0:" + units).reshape(units, 1));
      NDArray labels = array(arrays, "in/labels", manager).reshape(-1, 1);
      NDArray loss = Loss.of(logits, labels);
      EngineArrays.backward(loss);

      double output =
          Math.max(
              error(out, leading(arrays.doubles("out"), arrays.shape("out"), out)),
              error(loss, arrays.doubles("loss")));
      double gradient = 0;
      for (Weight weight : operator.weights()) {
        if (weight.role() != Role.KEY_BIAS) {
          NDArray actual = weights.get(weight.path()).getGradient();
          gradient =
              Math.max(gradient, error(actual, Tensors.doubles(leading(arrays, "grad/", weight))));
        }
      }
      for (int i = 0; i < inputs.size(); i++) {
        NDArray actual = transposed(inputs.get(i).getGradient());
        double[] expected = arrays.doubles("grad_in/" + operator.inputs().get(i));
        gradient = Math.max(gradient, error(actual, expected));
      }
      return new Errors(output, gradient);
    }
  }

  private static double error(NDArray actual, double[] expected) {
    return Tensors.error(actual.flatten().toFloatArray(), expected);
  }

  /** The leading part of a reference weight, as large as ours. */
  private static float[] leading(GoldenArrays arrays, String kind, Weight weight) {
    String path = weight.path();
    String inside = path.substring("blocks.1.".length());
    String name = kind + PublishedNames.layer(inside).replace("deep_fm.", "");
    double[] values = arrays.doubles(name);
    List<Integer> shape = weight.shape();
    int rows = shape.get(0);
    int columns = shape.size() == 1 ? 1 : shape.get(1);
    int width = shape.size() == 1 ? 1 : arrays.shape(name).get(1);
    int first = PublishedNames.part(path) * rows;
    float[] leading = new float[rows * columns];
    for (int i = 0; i < leading.length; i++) {
      leading[i] = (float) values[(first + i / columns) * width + i % columns];
    }
    return leading;
  }

  /** The first units or rows of the reference output, as many as ours has. */
  private static double[] leading(double[] values, List<Integer> shape, NDArray ours) {
    int units = Math.toIntExact(ours.size() / ours.getShape().get(0));
    int all = values.length / shape.get(0);
    double[] leading = new double[shape.get(0) * units];
    for (int i = 0; i < leading.length; i++) {
      leading[i] = values[i / units * all + i % units];
    }
    return leading;
  }

  private static NDArray array(GoldenArrays arrays, String name, NDManager manager) {
    long[] shape = arrays.shape(name).stream().mapToLong(Integer::longValue).toArray();
    return manager.create(arrays.floats(name), new Shape(shape));
  }

  private static Shape shape(Weight weight) {
    return new Shape(weight.shape().stream().mapToLong(Integer::longValue).toArray());
  }

  /** Between the reference's {@code (batch, rows, E)} and ours; dense tensors as they are. */
  private static NDArray transposed(NDArray x) {
    return x.getShape().dimension() == 3 ? x.transpose(0, 2, 1) : x;
  }
}
