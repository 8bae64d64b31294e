package io.nasrec.supernet.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoresTest {
  private static final int KEYS = 20_001;

  private final float[] inverses = new float[Lanes.COUNT];

  /** Errors as the documentation of {@link Scores#exponentials} has them. */
  @ParameterizedTest
  @CsvSource({"16, 2e-7", "80, 5e-7"})
  void exponentialsAndTheirSum(float largest, double tolerance) {
    Scores scores = new Scores(KEYS);
    float[] x = new float[KEYS];
    double sum = 0;
    for (int j = 0; j < KEYS; j++) {
      x[j] = -largest + 2 * largest * j / (KEYS - 1);
      Arrays.fill(scores.values, j * Lanes.COUNT, (j + 1) * Lanes.COUNT, x[j]);
      sum += Math.exp(x[j]);
    }

    scores.exponentials(inverses, 0);

    for (int i = 0; i < scores.values.length; i++) {
      float exponent = x[i / Lanes.COUNT];
      assertThat((double) scores.values[i])
          .as("exp(%s)", exponent)
          .isCloseTo(Math.exp(exponent), withPercentage(100 * tolerance));
    }
    for (float inverse : inverses) {
      // Twenty thousand roundings of the sum, to either side.
      assertThat(1.0 / inverse).isCloseTo(sum, withPercentage(1e-3));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void ofWhatIsNoFiniteNumberIsNoneEither(float x) {
    Scores scores = new Scores(1);
    Arrays.fill(scores.values, x);

    scores.exponentials(inverses, 0);

    assertThat(scores.values[0]).isNotFinite();
  }

  @Test
  void largeScoresAreShiftedByTheLargestOfTheirLane() {
    Scores scores = new Scores(3);
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      scores.values[lane] = 100 + lane;
      scores.values[Lanes.COUNT + lane] = 300;
      scores.values[2 * Lanes.COUNT + lane] = 299.5f;
    }
    float[] bounds = new float[Lanes.COUNT];
    Arrays.fill(bounds, 4);
    bounds[1] = 3;
    float[] shifts = new float[Lanes.COUNT];

    scores.largest(bounds, 3, shifts, 0);
    scores.shift(shifts, 0);

    assertThat(shifts[0]).isEqualTo(300);
    assertThat(shifts[1]).as("its bound is small").isZero();
    assertThat(scores.values[0]).as("not below what has an exponential").isEqualTo(-80);
    assertThat(scores.values[1]).isEqualTo(101);
    assertThat(scores.values[2 * Lanes.COUNT]).isEqualTo(-0.5f);
  }
}
