package io.nasrec.experiments.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.commons.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseCeilingTest {

  /**
   * Qualities are normal with variance 1, a training adds normal noise of variance v. Means over h
   * trainings of two halves are correlated by r = 1 / (1 + v / h), and τ = 2/π asin r.
   */
  @ParameterizedTest
  @CsvSource({"2, 1, 0.25", "2, 1, 1", "4, 2, 1", "5, 2, 0.5"})
  void theCeilingOfKnownNoise(int trainings, int half, double variance) {
    RandomGenerator random = RandomStreams.stream(7, "ceiling", trainings);
    List<double[]> losses = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      double quality = random.nextGaussian();
      losses.add(
          random
              .doubles(trainings)
              .map(ignored -> quality + Math.sqrt(variance) * random.nextGaussian())
              .toArray());
    }
    double expected = 2 / Math.PI * Math.asin(1 / (1 + variance / half));

    NoiseCeiling ceiling = NoiseCeiling.of(losses, trainings);

    assertThat(ceiling.half()).isEqualTo(half);
    // The standard error of τ over 600 networks is at most 0.03.
    assertThat(ceiling.tau().value()).isCloseTo(expected, within(0.06));
    assertThat(ceiling.tau().low()).isBetween(expected - 0.15, ceiling.tau().value());
    assertThat(ceiling.tau().high()).isBetween(ceiling.tau().value(), expected + 0.15);
  }

  @Test
  void halvesAreDisjointAndEachPairComesOnce() {
    assertThat(NoiseCeiling.halves(2, 1)).hasSize(1);
    assertThat(NoiseCeiling.halves(3, 1)).hasSize(3);
    assertThat(NoiseCeiling.halves(4, 2)).hasSize(3);
    assertThat(NoiseCeiling.halves(5, 2)).hasSize(15);
    // 10! / (5! 5!) / 2
    assertThat(NoiseCeiling.halves(10, 5)).hasSize(126);
    assertThat(NoiseCeiling.halves(5, 2))
        .allSatisfy(
            pair ->
                assertThat(Arrays.stream(pair).flatMapToInt(Arrays::stream))
                    .doesNotHaveDuplicates());
  }

  @Test
  void oneTrainingKnowsNoNoiseAndDivergedOnesDoNotCount() {
    assertThat(
            NoiseCeiling.of(
                SampleBenchmark.of(new double[] {0.5}, new double[] {0.6}), Truth.VALIDATION))
        .extracting(NoiseCeiling::half)
        .isEqualTo(0);
    double[][] losses = {{0.5, 0.51}, {0.6, 0.62}, {0.7, 0.65}, {0.4, Double.NaN}};
    assertThat(NoiseCeiling.of(SampleBenchmark.of(losses), Truth.TEST).tau().value()).isEqualTo(1);
  }
}
