package io.nasrec.supernet.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.data.Manifest;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {

  /** The fewer distinct logits, the more ties. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100, 1_000_000})
  void aucIsTheMannWhitneyStatistic(int distinct) {
    SplittableRandom random = new SplittableRandom(distinct);
    float[] logits = new float[2000];
    float[] labels = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      labels[i] = random.nextInt(4) == 0 ? 1 : 0;
      logits[i] = random.nextInt(-distinct, distinct) / (float) distinct + labels[i] / 4;
    }
    double[] positive = where(logits, labels, 1);
    double[] negative = where(logits, labels, 0);
    double pairs = MannWhitneyUTest.withDefaults().statistic(positive, negative);

    assertThat(Metrics.of(logits, labels).auc())
        .isCloseTo(pairs / ((double) positive.length * negative.length), within(1e-12));
  }

  private static double[] where(float[] logits, float[] labels, float label) {
    return IntStream.range(0, logits.length)
        .filter(i -> labels[i] == label)
        .mapToDouble(i -> logits[i])
        .toArray();
  }

  @Test
  void aucByHand() {
    // Pairs: 3 beats 1 and 2, 1 ties with 1 and loses to 2: 2.5 of 4.
    assertThat(Metrics.of(new float[] {3, 1, 1, 2}, new float[] {1, 0, 1, 0}).auc())
        .isEqualTo(2.5 / 4);
    float[] labels = {1, 0};
    assertThat(Metrics.of(new float[] {-0.0f, 0.0f}, labels).auc()).isEqualTo(0.5);
    assertThat(Metrics.of(new float[] {-1, -2}, labels).auc()).isEqualTo(1);
    assertThat(Metrics.of(new float[] {-2, -1}, labels).auc()).isEqualTo(0);
    assertThat(Metrics.of(new float[] {Float.MIN_VALUE, -Float.MIN_VALUE}, labels).auc())
        .isEqualTo(1);
    assertThat(Metrics.of(new float[] {-Float.MAX_VALUE, Float.MAX_VALUE}, labels).auc())
        .isEqualTo(0);
  }

  @Test
  void aucOfOneClassIsUndefined() {
    assertThat(Metrics.of(new float[] {1, 2}, new float[] {1, 1}).auc()).isNaN();
    assertThat(Metrics.of(new float[] {1, 2}, new float[] {0, 0}).auc()).isNaN();
  }

  @Test
  void logLossIsTheMeanOverProbabilities() {
    float[] logits = {0, 2, -1, 0.5f};
    float[] labels = {1, 0, 0, 1};
    double expected =
        -(Math.log(0.5)
                + Math.log(1 - sigmoid(2))
                + Math.log(1 - sigmoid(-1))
                + Math.log(sigmoid(0.5)))
            / 4;
    assertThat(Metrics.of(logits, labels).logLoss()).isCloseTo(expected, within(1e-15));
  }

  /** Where a probability rounds to 0 or 1, the loss is the logit's distance, never infinite. */
  @Test
  void logLossOfExtremeLogits() {
    assertThat(logLoss(1000, 0)).isEqualTo(1000);
    assertThat(logLoss(-1000, 1)).isEqualTo(1000);
    assertThat(logLoss(1000, 1)).isZero();
    assertThat(logLoss(-1000, 0)).isZero();
    assertThat(logLoss(Float.MAX_VALUE, 0)).isEqualTo(Float.MAX_VALUE);
    assertThat(logLoss(-50, 0)).as("log(1 + x) is not 0").isEqualTo(Math.exp(-50));
  }

  /** He et al. 2014, eq. 1, as it is written there: labels −1 and 1, probabilities, base rate p. */
  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.3, 0.5, 0.97})
  void normalisedEntropyAndCalibrationAreThoseOfThePaper(double rate) {
    SplittableRandom random = new SplittableRandom(7);
    float[] logits = new float[3000];
    float[] labels = new float[logits.length];
    double sum = 0;
    double expectedClicks = 0;
    int clicks = 0;
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) random.nextDouble(-4, 4);
      labels[i] = random.nextDouble() < rate ? 1 : 0;
      int y = labels[i] == 1 ? 1 : -1;
      double p = sigmoid(logits[i]);
      sum += (1 + y) / 2.0 * Math.log(p) + (1 - y) / 2.0 * Math.log(1 - p);
      expectedClicks += p;
      clicks += y == 1 ? 1 : 0;
    }
    double p = (double) clicks / logits.length;

    Metrics metrics = Metrics.of(logits, labels);

    assertThat(metrics.normalizedEntropy())
        .isCloseTo(
            -sum / logits.length / -(p * Math.log(p) + (1 - p) * Math.log(1 - p)), within(1e-12));
    assertThat(metrics.calibration()).isCloseTo(expectedClicks / clicks, within(1e-12));
  }

  private static Manifest.Part part(int rows, int positives) {
    return new Manifest.Part(rows, positives, "0", "crc32c:00000000", null, List.of(), List.of());
  }

  /** The base rate of the rows measured is the yardstick, whatever the training rows' was. */
  @Test
  void aConstantIsMeasuredAsTheSamePredictionForEveryRow() {
    float[] labels = {1, 0, 0, 0, 1, 0, 0, 0, 0, 0};
    Manifest.Part part = part(10, 2);
    for (double probability : new double[] {0.2, 0.31, 0.5}) {
      float[] logits = new float[10];
      Arrays.fill(logits, (float) Math.log(probability / (1 - probability)));
      assertThat(Metrics.ofConstant(probability, part))
          .usingRecursiveComparison()
          .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-7 ? 0 : 1, Double.class)
          .isEqualTo(Metrics.of(logits, labels));
    }
    Metrics right = Metrics.ofConstant(0.2, part);
    assertThat(right.normalizedEntropy()).isCloseTo(1, within(1e-15));
    assertThat(right.calibration()).isCloseTo(1, within(1e-15));
    assertThat(Metrics.ofConstant(0.31, part).normalizedEntropy()).isGreaterThan(1);
    assertThat(Metrics.ofConstant(0.31, part).calibration()).isCloseTo(1.55, within(1e-12));
  }

  @Test
  void ofOneClassThereIsNoNormalisedEntropyAndWithoutClicksNoCalibration() {
    float[] logits = {0, 0};
    Metrics clicks = Metrics.of(logits, new float[] {1, 1});
    assertThat(clicks.normalizedEntropy()).isNaN();
    assertThat(clicks.calibration()).isEqualTo(0.5);
    Metrics none = Metrics.of(logits, new float[] {0, 0});
    assertThat(none.normalizedEntropy()).isNaN();
    assertThat(none.calibration()).isNaN();
    Metrics constant = Metrics.ofConstant(0, part(5, 0));
    assertThat(constant.logLoss()).isZero();
    assertThat(constant.auc()).isNaN();
    assertThat(constant.normalizedEntropy()).isNaN();
    assertThat(constant.calibration()).isNaN();
  }

  @Test
  void asManyLogitsAsLabels() {
    assertThatThrownBy(() -> Metrics.of(new float[2], new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 and 3");
    assertThatThrownBy(() -> Metrics.of(new float[0], new float[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double logLoss(float logit, float label) {
    return Metrics.of(new float[] {logit}, new float[] {label}).logLoss();
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }
}
