package io.nasrec.search.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.search.Samples;
import io.nasrec.space.Architecture;
import io.nasrec.space.network.Costs;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Limits on the live network, against the counts that reports give. */
class FeasibilityTest {
  private static final NetworkBuilder NETWORKS =
      new NetworkBuilder(Samples.SPACE, new InputShape(3, 5, 8), true);
  private static final NetworkCosts COSTS = new NetworkCosts(NETWORKS);

  @Test
  void costsAreThoseOfTheLivePart() {
    List<Architecture> networks = Samples.architectures(40);

    assertThat(networks).anyMatch(n -> costs(n).liveMacs() < costs(n).macs());
    assertThat(networks)
        .allSatisfy(
            network -> {
              assertThat(COSTS.cost(Cost.PARAMETERS, network))
                  .isEqualTo((double) costs(network).liveParameters());
              assertThat(COSTS.cost(Cost.MACS, network))
                  .isEqualTo((double) costs(network).liveMacs());
            });
  }

  @Test
  void aLimitIncludesItself() {
    Architecture network = Samples.architectures(1).get(0);
    double macs = costs(network).liveMacs();
    double parameters = costs(network).liveParameters();

    assertThat(limits(Map.of(Cost.MACS, macs)).broken(network)).isEmpty();
    assertThat(limits(Map.of(Cost.MACS, macs - 1)).broken(network)).containsExactly(Cost.MACS);
    assertThat(limits(Map.of(Cost.MACS, macs - 1, Cost.PARAMETERS, parameters - 1)).broken(network))
        .containsExactly(Cost.PARAMETERS, Cost.MACS);
    assertThat(Constraints.NONE.broken(network)).isEmpty();
  }

  @Test
  void theSampleSaysWhatShareIsFeasibleAndTheSmallestCosts() {
    List<Architecture> networks = Samples.architectures(200);
    double median =
        networks.stream().map(n -> (double) costs(n).liveMacs()).sorted().toList().get(100);
    Feasibility found = Feasibility.of(Samples.SPACE, limits(Map.of(Cost.MACS, median)), 2_000, 3);

    // The standard deviation of the share is 0.011 for this sample and 0.035 for the median.
    assertThat(found.share()).isBetween(0.35, 0.65);
    double least =
        networks.stream()
            .map(n -> (double) costs(n).liveMacs())
            .min(Comparator.naturalOrder())
            .get();
    assertThat(found.smallest().get(Cost.MACS)).isPositive().isLessThanOrEqualTo(least);
    Feasibility none =
        Feasibility.of(
            Samples.SPACE,
            limits(Map.of(Cost.MACS, found.smallest().get(Cost.MACS) - 1)),
            2_000,
            3);
    assertThat(none.feasible()).isZero();
    assertThat(none.smallest()).isEqualTo(found.smallest());
  }

  @Test
  void eachLimitedCostOfADrawIsComputedOnce() {
    List<Cost> asked = new ArrayList<>();
    Constraints counting =
        new Constraints(
            Map.of(Cost.MACS, 1e5, Cost.PARAMETERS, 1e5),
            (cost, network) -> {
              asked.add(cost);
              return COSTS.cost(cost, network);
            });

    Feasibility found = Feasibility.of(Samples.SPACE, counting, 20, 3);

    assertThat(asked).hasSize(2 * 20);
    assertThat(found)
        .isEqualTo(
            Feasibility.of(
                Samples.SPACE, limits(Map.of(Cost.MACS, 1e5, Cost.PARAMETERS, 1e5)), 20, 3));
  }

  private static Constraints limits(Map<Cost, Double> most) {
    return new Constraints(most, COSTS::cost);
  }

  private static Costs costs(Architecture network) {
    return Costs.of(network, NETWORKS);
  }
}
