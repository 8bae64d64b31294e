package io.nasrec.experiments.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.commons.RandomStreams;
import io.nasrec.experiments.results.RankFigures;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FiguresOfMeritTest {
  private static final double EXACT = 1e-12;

  /** Pairs: 4 in order, 1 reversed, 1 tied in the scores: (4 - 1) / sqrt(6 · 5). */
  @Test
  void tauWithTies() {
    double[] scores = {1, 2, 2, 4};
    double[] qualities = {1, 3, 2, 2.5};
    assertThat(RankFigures.tau(scores, qualities)).isCloseTo(3 / Math.sqrt(30), within(EXACT));
  }

  /** By the definition: every pair, ties counted in each. */
  @Test
  void tauIsThatOfAllPairs() {
    RandomGenerator random = RandomStreams.stream(1, "tau");
    double[] one = random.ints(60, 0, 20).asDoubleStream().toArray();
    double[] other = random.ints(60, 0, 20).asDoubleStream().toArray();
    double surplus = 0;
    double untied = 0;
    double untiedOther = 0;
    for (int i = 0; i < 60; i++) {
      for (int j = 0; j < i; j++) {
        surplus += Math.signum(one[i] - one[j]) * Math.signum(other[i] - other[j]);
        untied += one[i] == one[j] ? 0 : 1;
        untiedOther += other[i] == other[j] ? 0 : 1;
      }
    }
    assertThat(RankFigures.tau(one, other))
        .isCloseTo(surplus / Math.sqrt(untied * untiedOther), within(EXACT));
  }

  /** Ranks 1, 2.5, 2.5, 4 and 1, 4, 2, 3: covariance 3, variances 4.5 and 5. */
  @Test
  void rhoWithTies() {
    double[] scores = {1, 2, 2, 4};
    double[] qualities = {1, 3, 2, 2.5};
    assertThat(RankFigures.rho(scores, qualities)).isCloseTo(3 / Math.sqrt(4.5 * 5), within(EXACT));
  }

  @Test
  void whatHasNoOrderHasNoCorrelation() {
    assertThat(RankFigures.tau(new double[] {1, 1, 1}, new double[] {1, 2, 3})).isNaN();
    assertThat(RankFigures.rho(new double[] {1, 1, 1}, new double[] {1, 2, 3})).isNaN();
    assertThat(RankFigures.tau(new double[] {1, 2}, new double[] {1, 2})).isNaN();
  }

  @Test
  void thePerfectRankingAndItsReverse() {
    double[] losses = IntStream.range(0, 30).mapToDouble(i -> 0.5 + i * 0.001).toArray();
    double[] scores = Arrays.stream(losses).map(loss -> -loss).toArray();

    FiguresOfMerit perfect = FiguresOfMerit.of(scores, losses);
    assertThat(perfect.tau()).isEqualTo(new Interval(1, 1, 1));
    assertThat(perfect.rho().value()).isCloseTo(1, within(EXACT));
    assertThat(perfect.tauOfBest()).isEqualTo(1);
    assertThat(perfect.ndcg()).isEqualTo(1);
    assertThat(perfect.regretOfFirst()).isZero();

    FiguresOfMerit reverse = FiguresOfMerit.of(losses, losses);
    assertThat(reverse.tau().value()).isEqualTo(-1);
    assertThat(reverse.regretOfFirst()).isCloseTo(0.029, within(EXACT));
    // The first 15 are the worst 15; the best of them is number 15.
    assertThat(reverse.regretOfFirst15()).isCloseTo(0.015, within(EXACT));
  }

  /**
   * Qualities on the scale from worst to best: 1, 0.5, 0 and 0.75. Ranked as 0.5, 1, 0.75, 0; ideal
   * is 1, 0.75, 0.5, 0. Discounts: 1, 1/log2(3), 1/2, 1/log2(5).
   */
  @Test
  void ndcgByHand() {
    double[] losses = {0.4, 0.6, 0.8, 0.5};
    double second = Math.log(2) / Math.log(3);
    double gained = 0.5 + 1 * second + 0.75 / 2;
    double ideal = 1 + 0.75 * second + 0.5 / 2;

    FiguresOfMerit figures = FiguresOfMerit.of(new double[] {3, 4, 1, 2}, losses);

    assertThat(figures.ndcg()).isCloseTo(gained / ideal, within(EXACT));
    assertThat(figures.regretOfFirst()).isCloseTo(0.2, within(EXACT));
    assertThat(figures.regretOfFirst15()).isZero();
    // Too few networks for an interval.
    assertThat(figures.tau().low()).isNaN();
  }

  /** Only the first ten places count: the best network in place 11 gives nothing. */
  @Test
  void ndcgLooksAtTenPlaces() {
    double[] losses = IntStream.range(0, 11).mapToDouble(i -> i == 10 ? 0.4 : 0.5).toArray();
    int[] order = IntStream.range(0, 11).toArray();
    assertThat(FiguresOfMerit.ndcg(order, losses)).isZero();
  }

  @Test
  void networksWithoutAScoreAreNotRanked() {
    double[] losses = {0.4, 0.5, 0.6, 0.7};
    FiguresOfMerit figures = FiguresOfMerit.of(new double[] {Double.NaN, 3, 2, 1}, losses);

    assertThat(figures.ranked()).isEqualTo(3);
    assertThat(figures.tau().value()).isEqualTo(1);
    // The best network is not found.
    assertThat(figures.regretOfFirst()).isCloseTo(0.1, within(EXACT));
  }

  /**
   * Expectations of a random order are known: no correlation, the mean loss, and of 15 of 40
   * networks with losses 0, 1, ..., 39 the smallest is (40 + 1) / (15 + 1) - 1.
   */
  @Test
  void randomOrdersHaveTheirExpectation() {
    double[] losses = IntStream.range(0, 40).asDoubleStream().toArray();
    FiguresOfMerit random = FiguresOfMerit.ofRandom(losses);

    // Standard errors over 1,000 orders: τ 0.11 / 32, the first's loss 11.5 / 32, the minimum 1.4 /
    // 32.
    assertThat(random.tau().value()).isCloseTo(0, within(0.014));
    assertThat(random.rho().value()).isCloseTo(0, within(0.02));
    assertThat(random.regretOfFirst()).isCloseTo(19.5, within(1.5));
    assertThat(random.regretOfFirst15()).isCloseTo(41 / 16.0 - 1, within(0.2));
    // Var τ = 2 (2n + 5) / (9n (n - 1)) without ties: a standard deviation of 0.110.
    assertThat(random.tau().high()).isCloseTo(1.96 * 0.110, within(0.03));
    assertThat(random.tau().low()).isCloseTo(-1.96 * 0.110, within(0.03));
    assertThat(FiguresOfMerit.ofRandom(losses)).isEqualTo(random);
  }

  /** The bootstrap's width is near that of the sampling distribution. */
  @Test
  void theIntervalIsSeededAndAsWideAsRepetitionsVary() {
    int inside = 0;
    double width = 0;
    int repetitions = 40;
    for (int repetition = 0; repetition < repetitions; repetition++) {
      RandomGenerator random = RandomStreams.stream(5, "interval", repetition);
      double[] losses = new double[80];
      double[] scores = new double[80];
      for (int i = 0; i < 80; i++) {
        losses[i] = random.nextGaussian();
        scores[i] = -0.5 * losses[i] + Math.sqrt(0.75) * random.nextGaussian();
      }
      Interval tau = FiguresOfMerit.of(scores, losses).tau();
      assertThat(FiguresOfMerit.of(scores, losses).tau()).isEqualTo(tau);
      // Normal scores with correlation 0.5: τ = 2/π asin 0.5 = 1/3.
      inside += tau.low() <= 1 / 3.0 && 1 / 3.0 <= tau.high() ? 1 : 0;
      width += (tau.high() - tau.low()) / repetitions;
    }
    // 95 % of 40 is 38; 33 or fewer has a probability below 0.1 %.
    assertThat(inside).isGreaterThanOrEqualTo(34);
    // Asymptotic sd of τ here is 0.068 or so: 2 · 1.96 · 0.068.
    assertThat(width).isBetween(0.2, 0.34);
  }
}
