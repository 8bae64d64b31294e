package io.nasrec.supernet.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
