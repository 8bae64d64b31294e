package io.nasrec.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoftmaxPolicyTest {
  private static final int[] OPTIONS = {3, 2};

  @Test
  void itStartsNearlyUniform() {
    SoftmaxPolicy policy = policy();

    assertThat(policy.probabilities(0))
        .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(2e-3));
    assertThat(policy.probabilities(1)).containsExactly(new double[] {0.5, 0.5}, within(2e-3));
  }

  /** Adam's first step is the rate towards the sign of the gradient, whatever the advantage. */
  @Test
  void theFirstStepIsTheRateEachWay() {
    for (double advantage : new double[] {1e-3, 5}) {
      SoftmaxPolicy policy = policy();
      policy.reinforce(new int[] {2, 0}, advantage);

      double up = Math.exp(0.5);
      double down = Math.exp(-0.5);
      assertThat(policy.probabilities(0))
          .containsExactly(
              new double[] {down / (up + 2 * down), down / (up + 2 * down), up / (up + 2 * down)},
              within(2e-3));
      assertThat(policy.probabilities(1))
          .containsExactly(new double[] {up / (up + down), down / (up + down)}, within(2e-3));
    }
  }

  /** The second step against the formulas of Adam's paper, written out for one logit of two. */
  @Test
  void theSecondStepIsAdams() {
    SoftmaxPolicy policy = policy();
    policy.reinforce(new int[] {0, 0}, 2);
    double p = policy.probabilities(1)[0];
    policy.reinforce(new int[] {0, 1}, -0.5);

    double first = -0.5 * 2;
    double second = p * -0.5;
    double mean = (0.9 * 0.1 * first + 0.1 * second) / (1 - 0.9 * 0.9);
    double square = (0.999 * 0.001 * first * first + 0.001 * second * second) / (1 - 0.999 * 0.999);
    // Both logits of two move alike in opposite directions, so their difference moves twice.
    double difference = 2 * (0.5 - 0.5 * mean / Math.sqrt(square));
    assertThat(policy.probabilities(1)[0]).isCloseTo(1 / (1 + Math.exp(-difference)), within(2e-3));
  }

  @Test
  void whatNeitherDisappointsNorSurprisesTeachesNothing() {
    SoftmaxPolicy policy = policy();
    double[] before = policy.probabilities(0);
    policy.reinforce(new int[] {1, 1}, 0);

    assertThat(policy.probabilities(0)).isEqualTo(before);
  }

  /** Standard error of a share over 20,000 draws: at most 0.0035. */
  @Test
  void drawsFollowTheProbabilities() {
    SoftmaxPolicy policy = policy();
    policy.reinforce(new int[] {2, 0}, 1);
    SplittableRandom random = new SplittableRandom(3);
    double[] shares = new double[3];
    IntStream.range(0, 20_000).forEach(i -> shares[policy.sample(random)[0]] += 1 / 20_000.0);

    assertThat(shares).containsExactly(policy.probabilities(0), within(0.015));
  }

  private static SoftmaxPolicy policy() {
    return new SoftmaxPolicy(OPTIONS, new SplittableRandom(7));
  }
}
