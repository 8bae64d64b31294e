package io.nasrec.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DenseTransformTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1, 0.6931472, 1",
    "2, 1.0986123, 2",
    "3, 1.3862944, 1", // ln(3)² = 1.2069
    "10, 2.3978953, 5", // ln(10)² = 5.3019
    "70000, 11.156265, 124", // ln(70000)² = 124.462
    "-1, 0, -1",
    "-3, 0, -3",
    "NaN, 0, 0",
  })
  void logarithmsByHand(double x, float log1p, float squareLog) {
    assertThat(DenseTransform.LOG1P.apply(x)).isEqualTo(log1p);
    assertThat(DenseTransform.SQUARE_LOG.apply(x)).isEqualTo(squareLog);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0.6931472", "-1, -0.6931472", "-70000, -11.156265", "NaN, 0"})
  void aNegativeNumberKeepsItsSign(double x, float signedLog1p) {
    assertThat(DenseTransform.SIGNED_LOG1P.apply(x)).isEqualTo(signedLog1p);
    assertThat(DenseTransform.NONE.apply(x)).isEqualTo(Double.isNaN(x) ? 0 : (float) x);
  }
}
