package io.nasrec.supernet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanesTest {
  private static final int STEPS = 10_000;

  /** Errors as the documentation of {@link Lanes#exp} has them; -32 to -16 matters to nothing. */
  @ParameterizedTest
  @CsvSource({"-1, 1, 1e-6", "-16, 16, 5e-6", "-32, -16, 1e-4", "16, 32, 1e-5"})
  void exponentials(float from, float to, double tolerance) {
    float[] x = new float[STEPS + 1];
    for (int i = 0; i <= STEPS; i++) {
      x[i] = from + (to - from) * i / STEPS;
    }
    float[] y = x.clone();

    Lanes.exp(y);

    for (int i = 0; i <= STEPS; i++) {
      assertThat((double) y[i])
          .as("exp(%s)", x[i])
          .isCloseTo(Math.exp(x[i]), withPercentage(100 * tolerance));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void ofWhatIsNoFiniteNumberIsNoneEither(float x) {
    float[] y = {x};

    Lanes.exp(y);

    assertThat(y[0]).isNotFinite();
  }
}
