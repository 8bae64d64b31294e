package io.nasrec.supernet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.space.network.Range;
import io.nasrec.space.network.Weight;
import io.nasrec.space.network.Weight.Role;
import io.nasrec.supernet.Tensors;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.weights.ModelWeights;
import io.nasrec.supernet.weights.RowGradients;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Spec section 5 by hand: one field with three rows of length 1, and a matrix (1, 2).
 *
 * <p>Weights are of the order of 1, so that float32 rounds them by 6e-8 per step.
 */
class AdagradTest {
  private static final double ROUNDING = 3e-7;
  private static final double EPSILON = 1e-2;
  private static final double NO_CLIPPING = 1e9;
  private static final Weight MATRIX =
      new Weight("w", Role.LINEAR_WEIGHT, Range.first(1), Range.first(2));

  private ModelWeights weights;

  @BeforeEach
  void open() {
    weights = ModelWeights.own(new TorchEngine(1), List.of(MATRIX), List.of(3), 1, 10);
    values().put(0, new float[] {1, -2});
    table().put(0, new float[] {0.5f, 0.25f, 0.125f});
  }

  @AfterEach
  void close() {
    weights.close();
  }

  @Test
  void twoStepsWithoutClipping() {
    try (Optimizer adagrad = new Optimizer(weights, new Adagrad(EPSILON, 0), NO_CLIPPING)) {
      double norm = step(adagrad, 0.3f, -0.4f, 2, 1.2f, 0.1);
      assertThat(norm).as("3-4-12-13").isCloseTo(1.3, within(1e-7));
      step(adagrad, 0.6f, 0, 2, -0.5f, 0.2);
    }
    // acc 0.09, then 0.09 + 0.36; acc 0.16, then gradient 0: no move; acc 1.44, then 1.44 + 0.25.
    assertThat((double) values().get(0))
        .isCloseTo(1 - 0.1 * 0.3 / 0.31 - 0.2 * 0.6 / (Math.sqrt(0.45) + 0.01), within(ROUNDING));
    assertThat((double) values().get(1)).isCloseTo(-2 + 0.1 * 0.4 / 0.41, within(ROUNDING));
    assertThat((double) table().get(2))
        .isCloseTo(0.125 - 0.1 * 1.2 / 1.21 + 0.2 * 0.5 / 1.31, within(ROUNDING));
    assertThat(table().get(0)).as("not in the batch").isEqualTo(0.5f);
    assertThat(table().get(1)).as("not in the batch").isEqualTo(0.25f);
  }

  @Test
  void clippingScalesGradientsAndAccumulators() {
    try (Optimizer adagrad = new Optimizer(weights, new Adagrad(EPSILON, 0), 6.5)) {
      double norm = step(adagrad, 3, -4, 0, 12, 0.1);
      assertThat(norm).as("before clipping").isCloseTo(13, within(1e-6));
      step(adagrad, 0.3f, 0.4f, 0, 1.2f, 0.1);
    }
    // Half of the first gradient counts, all of the second.
    assertThat((double) values().get(0))
        .isCloseTo(
            1 - 0.1 * 1.5 / 1.51 - 0.1 * 0.3 / (Math.hypot(1.5, 0.3) + 0.01), within(ROUNDING));
    assertThat((double) values().get(1))
        .isCloseTo(-2 + 0.1 * 2 / 2.01 - 0.1 * 0.4 / (Math.hypot(2, 0.4) + 0.01), within(ROUNDING));
    assertThat((double) table().get(0))
        .isCloseTo(
            0.5 - 0.1 * 6 / 6.01 - 0.1 * 1.2 / (Math.hypot(6, 1.2) + 0.01), within(ROUNDING));
  }

  /** With so small a gradient eps rules: the step is lr·g/eps, not lr. */
  @Test
  void epsilonOutsideTheRoot() {
    try (Optimizer adagrad = new Optimizer(weights, new Adagrad(EPSILON, 0), NO_CLIPPING)) {
      step(adagrad, 1e-4f, 0, 0, 0, 0.1);
    }
    assertThat((double) values().get(0))
        .isCloseTo(1 - 0.1 * 1e-4 / (1e-4 + 1e-2), within(ROUNDING));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void nothingMovesIfTheNormIsNotFinite(float bad) {
    Map<String, float[]> before = Tensors.floats(weights);
    try (Optimizer adagrad = new Optimizer(weights, new Adagrad(EPSILON, 0), 5)) {
      assertThat(step(adagrad, 1, bad, 0, 1, 0.1)).isNotFinite();
      assertThat(step(adagrad, 1, 1, 0, bad, 0.1)).isNotFinite();
      assertThat(Tensors.floats(weights)).usingRecursiveComparison().isEqualTo(before);
      step(adagrad, 0.3f, 0, 0, 0, 0.1);
    }
    assertThat((double) values().get(0))
        .as("nor did an accumulator")
        .isCloseTo(1 - 0.1 * 0.3 / 0.31, within(ROUNDING));
  }

  /** Squares that overflow float32 do not: the norm is a sum in float64. */
  @Test
  void hugeGradientsAreClipped() {
    try (Optimizer adagrad = new Optimizer(weights, new Adagrad(EPSILON, 0), 5)) {
      double norm = step(adagrad, 3e30f, -4e30f, 0, 0, 0.1);
      assertThat(norm).isCloseTo(5e30, within(1e24));
    }
    assertThat((double) values().get(0)).isCloseTo(1 - 0.1 * 3 / 3.01, within(ROUNDING));
    assertThat((double) values().get(1)).isCloseTo(-2 + 0.1 * 4 / 4.01, within(ROUNDING));
  }

  /** Tensors longer than one pass of the update. */
  @Test
  void everyScalarOfALongTensor() {
    int size = 5000;
    Weight vector = new Weight("v", Role.LINEAR_BIAS, Range.first(size), List.of());
    float[] gradient = new float[size];
    for (int i = 0; i < size; i++) {
      gradient[i] = i + 1;
    }
    try (ModelWeights longer =
            ModelWeights.own(new TorchEngine(1), List.of(vector), List.of(2), 1, 10);
        Optimizer adagrad = new Optimizer(longer, new Adagrad(EPSILON, 0), Double.MAX_VALUE)) {
      RowGradients rows = RowGradients.of(longer.embeddings(), new int[0], FloatBuffer.allocate(0));
      adagrad.update(List.of(vector), Map.of("v", FloatBuffer.wrap(gradient)), rows, 1, 1);
      float[] moved = Tensors.floats(longer.parameters().stored(vector).values());
      for (int i = 0; i < size; i++) {
        assertThat((double) moved[i]).isCloseTo(-(i + 1) / (i + 1.01), within(ROUNDING));
      }
    }
  }

  private double step(
      Optimizer adagrad, float first, float second, int row, float rowGradient, double rate) {
    RowGradients rows =
        RowGradients.of(
            weights.embeddings(), new int[] {row}, FloatBuffer.wrap(new float[] {rowGradient}));
    FloatBuffer matrix = FloatBuffer.wrap(new float[] {first, second});
    return adagrad.update(List.of(MATRIX), Map.of("w", matrix), rows, rate, 1);
  }

  private FloatBuffer values() {
    return weights.parameters().stored(MATRIX).values();
  }

  private FloatBuffer table() {
    return weights.embeddings().table(0).pages().get(0);
  }
}
