package io.nasrec.supernet.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.space.network.Range;
import io.nasrec.space.network.Weight;
import io.nasrec.space.network.Weight.Role;
import io.nasrec.supernet.Tensors;
import io.nasrec.supernet.engine.TorchEngine;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class InitializerTest {
  private static final int OUT = 60;
  private static final int IN = 140;
  private static final Weight MATRIX =
      new Weight("a.weight", Role.LINEAR_WEIGHT, Range.first(OUT), Range.first(IN));
  private static final Weight OTHER =
      new Weight("b.weight", Role.LINEAR_WEIGHT, Range.first(OUT), Range.first(IN));
  private static final Weight BIAS = vector("a.bias", Role.LINEAR_BIAS);
  private static final Weight GAIN = vector("a.norm.gain", Role.NORM_GAIN);
  private static final Weight SHIFT = vector("a.norm.bias", Role.NORM_BIAS);

  /** Xavier-uniform: bound sqrt(6 / (in + out)), variance bound² / 3. */
  @Test
  void matrices() {
    float[] values = filled(1, List.of(MATRIX), MATRIX);
    double bound = Math.sqrt(6.0 / (IN + OUT));
    for (float value : values) {
      assertThat((double) value).isBetween(-bound, bound);
    }
    // 8400 draws: the extremes come within 0.2 % of the bounds but for a chance of 1e-4; the mean
    // and the mean square have standard errors of 0.0063 and 0.0098 of bound and variance.
    assertThat(maximum(values, v -> v)).isGreaterThan(0.998 * bound);
    assertThat(maximum(values, v -> -v)).isGreaterThan(0.998 * bound);
    assertThat(mean(values, v -> v)).isCloseTo(0, within(4 * 0.0063 * bound));
    double variance = bound * bound / 3;
    assertThat(mean(values, v -> v * v)).isCloseTo(variance, within(4 * 0.0098 * variance));
  }

  @Test
  void vectors() {
    List<Weight> weights = List.of(MATRIX, BIAS, GAIN, SHIFT);
    assertThat(filled(1, weights, BIAS)).containsOnly(0f);
    assertThat(filled(1, weights, GAIN)).containsOnly(1f);
    assertThat(filled(1, weights, SHIFT)).containsOnly(0f);
  }

  @Test
  void valuesBelongToSeedAndPathAlone() {
    float[] values = filled(1, List.of(MATRIX, OTHER), MATRIX);
    assertThat(filled(1, List.of(OTHER, BIAS, MATRIX), MATRIX)).isEqualTo(values);
    assertThat(filled(1, List.of(MATRIX), MATRIX)).isEqualTo(values);
    assertThat(filled(2, List.of(MATRIX), MATRIX)).isNotEqualTo(values);
    assertThat(filled(1, List.of(MATRIX, OTHER), OTHER)).isNotEqualTo(values);
  }

  @Test
  void embeddingRows() {
    try (EmbeddingTables tables =
            new EmbeddingTables(new TorchEngine(1), List.of(1000, 1000), 16, 2000);
        EmbeddingTables same =
            new EmbeddingTables(new TorchEngine(1), List.of(1000, 1000), 16, 2000);
        EmbeddingTables capped =
            new EmbeddingTables(new TorchEngine(1), List.of(1000, 1000), 16, 10)) {
      new Initializer(3, 0.01).fill(tables);
      new Initializer(3, 0.01).fill(same);
      new Initializer(3, 0.01).fill(capped);
      float[] first = Tensors.floats(tables.table(0).pages().get(0));
      // 16,000 draws: standard errors of mean, square and fourth power: 0.008, 0.011, 0.077.
      assertThat(mean(first, v -> v / 0.01)).isCloseTo(0, within(4 * 0.008));
      assertThat(mean(first, v -> Math.pow(v / 0.01, 2))).isCloseTo(1, within(4 * 0.011));
      assertThat(mean(first, v -> Math.pow(v / 0.01, 4)))
          .as("normal, not uniform")
          .isCloseTo(3, within(4 * 0.077));
      assertThat(Tensors.floats(same.table(0).pages().get(0))).isEqualTo(first);
      assertThat(Tensors.floats(tables.table(1).pages().get(0))).isNotEqualTo(first);
      assertThat(Tensors.floats(capped.table(0).pages().get(0)))
          .as("a cap changes no row")
          .isEqualTo(Arrays.copyOf(first, 10 * 16));
    }
  }

  @Test
  void aLinearPartStartsAtZeroAndTheVectorsBesideItDoNot() {
    Weight linear = new Weight("l", Role.FIRST_ORDER_WEIGHT, Range.first(1), Range.first(IN));
    assertThat(filled(1, List.of(linear), linear)).containsOnly(0f);
    try (EmbeddingTables tables = new EmbeddingTables(new TorchEngine(1), List.of(500), 3, 500)) {
      new Initializer(3, 0.01).fill(tables, 1);
      float[] values = Tensors.floats(tables.table(0).pages().get(0));
      for (int i = 0; i < values.length; i++) {
        assertThat(values[i] == 0).as("scalar %d of row %d", i % 3, i / 3).isEqualTo(i % 3 == 2);
      }
    }
  }

  private static float[] filled(long seed, List<Weight> weights, Weight which) {
    try (Parameters parameters = Parameters.own(new TorchEngine(1), weights)) {
      parameters.all().forEach(parameter -> parameter.values().put(0, 9));
      new Initializer(seed, 0.01).fill(parameters);
      return Tensors.floats(parameters.stored(which).values());
    }
  }

  private static double mean(float[] values, DoubleUnaryOperator f) {
    double sum = 0;
    for (float value : values) {
      sum += f.applyAsDouble(value);
    }
    return sum / values.length;
  }

  private static double maximum(float[] values, DoubleUnaryOperator f) {
    double maximum = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      maximum = Math.max(maximum, f.applyAsDouble(value));
    }
    return maximum;
  }

  private static Weight vector(String path, Role role) {
    return new Weight(path, role, Range.first(OUT), List.of());
  }
}
