package io.nasrec.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.commons.RandomStreams;
import io.nasrec.search.Samples;
import io.nasrec.search.scoring.Candidate;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;

class SurvivalTest {

  @Test
  void onlyTheYoungestCompete() {
    List<Candidate> trained = Samples.scored(9, 8, 1, 2, 3, 4);

    assertThat(indices(new Survival(2, 10).survivors(trained, c -> 1))).containsExactly(5, 4);
  }

  @Test
  void asLongAsThereAreFewAllSurviveBestFirst() {
    assertThat(indices(new Survival(4, 10).survivors(Samples.scored(1, 3, 2), c -> 1)))
        .containsExactly(1, 2, 0);
  }

  /** Candidates 4 and 3 are neighbours in age; the older one is 14 places ahead otherwise. */
  @Test
  void lossAndCostWeighATenthOfAgeEach() {
    List<Candidate> trained = Samples.scored(2, 3, 4, 9, 1, 5, 6, 7);
    int[] cost = {2, 3, 4, 1, 9, 5, 6, 7};

    assertThat(indices(new Survival(4, 10).survivors(trained, c -> cost[c.proposal().index()])))
        .containsExactly(3, 7, 6, 5);
    assertThat(indices(new Survival(4, 10).survivors(trained, c -> 1))).containsExactly(7, 6, 5, 4);
  }

  /** The published probabilities, by formula, by counting all draws, and by drawing. */
  @Test
  void parentsAreDrawnByRank() {
    int survivors = 4;
    int pressure = 2;
    double[] formula = formula(survivors, pressure);
    assertThat(IntStream.range(0, survivors).mapToDouble(i -> formula[i]).sum())
        .isCloseTo(1, within(1e-12));
    // The sets of 3 of the numbers 1 to 6 by their highest, from 6 down: 10, 6, 3, 1 of 20.
    assertThat(formula).containsExactly(new double[] {0.5, 0.3, 0.15, 0.05}, within(1e-12));

    assertThat(drawn(survivors, pressure)).containsExactly(formula, within(0.02));
  }

  @Test
  void thePublishedNumbersFavourTheBestHalf() {
    double[] formula = formula(20, 10);

    assertThat(IntStream.range(0, 20).mapToDouble(i -> formula[i]).sum())
        .isCloseTo(1, within(1e-12));
    assertThat(formula[0]).isCloseTo(11 / 30.0, within(1e-12));
    assertThat(drawn(20, 10)).containsExactly(formula, within(0.02));
  }

  /** C(r + c − 1, c) / C(p + c, c + 1) for r = p, the best, to 1. */
  private static double[] formula(int survivors, int pressure) {
    return IntStream.range(0, survivors)
        .mapToDouble(
            i ->
                (double)
                        CombinatoricsUtils.binomialCoefficient(
                            survivors - i + pressure - 1, pressure)
                    / CombinatoricsUtils.binomialCoefficient(survivors + pressure, pressure + 1))
        .toArray();
  }

  /** Shares of parents; the standard error over 5,000 draws is at most 0.007. */
  private static double[] drawn(int survivors, int pressure) {
    List<Candidate> best =
        Samples.scored(IntStream.range(0, survivors).mapToDouble(i -> -i).toArray());
    Survival survival = new Survival(survivors, pressure);
    double[] shares = new double[survivors];
    for (int i = 0; i < 5_000; i++) {
      Candidate parent = survival.parent(best, RandomStreams.stream(2, "parent", i));
      shares[parent.proposal().index()] += 1 / 5_000.0;
    }
    return shares;
  }

  private static List<Integer> indices(List<Candidate> candidates) {
    return candidates.stream().map(c -> c.proposal().index()).toList();
  }
}
