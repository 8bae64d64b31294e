package io.nasrec.experiments.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.commons.RandomStreams;
import io.nasrec.experiments.benchmark.SimulatedStrategy.Kind;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.search.scoring.Proposal;
import io.nasrec.search.strategy.Ask;
import io.nasrec.search.strategy.RandomSearch;
import io.nasrec.search.strategy.StrategySettings;
import io.nasrec.space.Architecture;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A table of 40 networks whose log losses are 0.400, 0.401, ..., the same in each training. */
class SimulationTest {
  private static final int NETWORKS = 40;
  private static final double STEP = 0.001;
  private static final BenchmarkTable QUIET =
      SampleBenchmark.of(
          IntStream.range(0, NETWORKS)
              .mapToObj(i -> new double[] {0.4 + i * STEP, 0.4 + i * STEP})
              .toArray(double[][]::new));

  /** The smallest of b different numbers out of 0 to N − 1 is (N + 1) / (b + 1) − 1 on average. */
  @Test
  void randomSearchFindsTheSmallestOfAsManyAsItTrains() {
    SimulationTable.Curve curve = curve(QUIET, strategy(Kind.RS, 3, null), 400, 20);

    for (int budget : new int[] {1, 2, 5, 10, 20}) {
      assertAverage(curve, budget, (NETWORKS + 1.0) / (budget + 1) - 1);
    }
    assertThat(curve.points()).hasSize(20);
  }

  /**
   * The order is the same at each evaluation, so that halving loses nothing: two networks to the
   * half and one to the end cost 1.5 trainings.
   */
  @Test
  void halvingSeesMoreNetworksForTheSameSteps() {
    SimulationTable.Curve curve = curve(QUIET, strategy(Kind.HALVING, 2, null), 400, 6);

    assertAverage(curve, 1, (NETWORKS + 1) / 3.0 - 1);
    assertAverage(curve, 2, (NETWORKS + 1) / 3.0 - 1);
    assertAverage(curve, 3, (NETWORKS + 1) / 5.0 - 1);
    assertAverage(curve, 6, (NETWORKS + 1) / 9.0 - 1);
  }

  /** With lengths of a third and one, a bracket of 3 costs 1 + 2/3, one of 2 costs 2. */
  @Test
  void hyperbandGoesByItsBrackets() {
    SimulationTable.Curve curve = curve(QUIET, strategy(Kind.HYPERBAND, 2, null), 400, 4);

    // 40 steps: a third ends with the evaluation after 20, so that its bracket costs 2 trainings.
    assertAverage(curve, 2, (NETWORKS + 1) / 4.0 - 1);
    assertAverage(curve, 4, (NETWORKS + 1) / 6.0 - 1);
  }

  /** Sizes grow with the losses here. */
  @Test
  void aRankingIsFollowedFromItsFirst() {
    Ranking perfect = CheckpointRankings.ofSize(QUIET).get(1);
    Ranking worst = CheckpointRankings.ofSize(QUIET).get(0);

    assertThat(curve(QUIET, strategy(Kind.PROXY_FIRST, 3, perfect), 10, 3).points())
        .allSatisfy(point -> assertThat(point.mean()).isZero());
    SimulationTable.Curve reverse = curve(QUIET, strategy(Kind.PROXY_FIRST, 3, worst), 10, 3);
    assertThat(reverse.points().get(0).mean()).isCloseTo(39 * STEP, within(1e-9));
    assertThat(reverse.points().get(2).mean()).isCloseTo(37 * STEP, within(1e-9));
    SimulationTable.Curve guided = curve(QUIET, strategy(Kind.G_RS, 3, perfect), 400, 3);
    assertAverage(guided, 1, smallestOfPools(1));
    assertAverage(guided, 3, smallestOfPools(3));
  }

  /**
   * Mean of the smallest number in pools of ten from 0 to 39, of each of which the smallest is
   * taken away: the sum over k of the probability that none of the k smallest is in any of them.
   */
  private static double smallestOfPools(int pools) {
    double mean = 0;
    for (int k = 1; k <= NETWORKS; k++) {
      double none = 1;
      for (int pool = 0; pool < pools; pool++) {
        for (int i = 0; i < 10; i++) {
          none *= Math.max(0, NETWORKS - pool - k - i) / (double) (NETWORKS - pool - i);
        }
      }
      mean += none;
    }
    return mean;
  }

  @Test
  void evolutionDrawsEachNetworkOnceAndFindsTheBestOfAll() {
    SimulationTable.Curve rea = curve(QUIET, strategy(Kind.REA, 3, null), 20, NETWORKS);
    assertThat(rea.points().get(NETWORKS - 1).mean()).isZero();
    Ranking perfect = CheckpointRankings.ofSize(QUIET).get(1);
    assertThat(curve(QUIET, strategy(Kind.G_REA, 3, perfect), 20, 20).points())
        .extracting(SimulationTable.Point::mean)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(curve(QUIET, strategy(Kind.G_HB, 2, perfect), 20, 5).points()).hasSize(5);
  }

  /**
   * Two networks; which is better is all noise. The strategy sees the one that is better in one
   * training, which is the worse of them in the other.
   */
  @Test
  void whatIsChosenIsJudgedByTheOtherTrainings() {
    BenchmarkTable table =
        SampleBenchmark.of(
            new double[] {0.4, 0.6}, new double[] {0.6, 0.4}, new double[] {0.7, 0.7});

    SimulationTable.Curve curve = curve(table, strategy(Kind.RS, 3, null), 10, 3);

    assertThat(curve.points().get(2).mean()).isCloseTo(0.2, within(1e-9));
    assertThat(curve.points().get(2).error()).isCloseTo(0, within(1e-9));
    // With one training there is no other.
    BenchmarkTable single =
        SampleBenchmark.of(new double[] {0.4}, new double[] {0.6}, new double[] {0.7});
    assertThat(curve(single, strategy(Kind.RS, 3, null), 10, 3).points().get(2).mean()).isZero();
  }

  @Test
  void theSeedDecidesEverything() {
    SimulatedStrategy rea = strategy(Kind.REA, 3, null);
    assertThat(curve(QUIET, rea, 30, 10)).isEqualTo(curve(QUIET, rea, 30, 10));
    assertThat(new Simulation(QUIET, Truth.TEST, 30, 2).curve(rea, 10))
        .isNotEqualTo(new Simulation(QUIET, Truth.TEST, 30, 3).curve(rea, 10));
  }

  @Test
  void stepsAreCountedOnceAndThoseOfADivergedTrainingInFull() {
    BenchmarkTable table =
        SampleBenchmark.of(new double[] {0.5}, new double[] {Double.NaN}, new double[] {0.6});
    TableScorer scorer = scorer(table);

    assertThat(score(scorer, table, 0, 0.4)).contains(-0.7);
    assertThat(score(scorer, table, 0, 1)).contains(-0.5);
    assertThat(score(scorer, table, 1, 0.5)).isEmpty();
    assertThat(score(scorer, table, 2, 0.01)).contains(-0.9);

    // Evaluations are after 10, 20, 30 and 40 steps: 0.4 is 16 of 40 steps, and stops at 20.
    assertThat(scorer.events().stream().map(TableScorer.Event::steps))
        .containsExactly(20L, 40L, 60L, 70L);
  }

  @Test
  void samplesAreUniformOverTheTableAndMutantsTheNearestNotYetDrawn() {
    List<Architecture> genes = QUIET.networks().stream().map(BenchmarkNetwork::genes).toList();
    Architecture first = genes.get(0);
    assertThat(TableSearch.distance(first, first)).isZero();
    assertThat(TableSearch.distance(first, genes.get(1))).isBetween(1, 20);
    StrategySettings settings =
        new StrategySettings(
            new NetworkBuilder(first.space(), new InputShape(1, 1, 8), true), NETWORKS, 1);
    Map<String, Long> firsts =
        IntStream.range(0, 4_000)
            .mapToObj(
                i ->
                    draw(
                        new TableSearch(
                            new RandomSearch(settings, Ask.Pool.NONE, Fidelity.TRAINED),
                            genes,
                            Map.of()),
                        i))
            .collect(Collectors.groupingBy(Architecture::fingerprint, Collectors.counting()));
    // 100 expected of each, with a standard deviation of 10.
    assertThat(firsts).hasSize(NETWORKS);
    assertThat(firsts.values()).allMatch(count -> count > 55 && count < 145);

    TableSearch mutating = new TableSearch(new OneParent(first), genes, Map.of());
    List<Integer> distances = new ArrayList<>();
    Set<String> drawn = new HashSet<>();
    Ask.New wish = (Ask.New) mutating.ask().orElseThrow();
    for (int i = 0; i < NETWORKS; i++) {
      Architecture next = wish.draw().next(RandomStreams.stream(1, "nearest", i), 0);
      distances.add(TableSearch.distance(first, next));
      drawn.add(next.fingerprint());
    }
    assertThat(drawn).hasSize(NETWORKS);
    assertThat(distances).isSorted().startsWith(0);
  }

  /** Wants copies of one network. */
  private record OneParent(Architecture parent)
      implements io.nasrec.search.strategy.SearchStrategy {
    @Override
    public long evaluations() {
      return 1;
    }

    @Override
    public long networks() {
      return 1;
    }

    @Override
    public Optional<Ask> ask() {
      return Optional.of(
          new Ask.New(
              1,
              Optional.of(parent.fingerprint()),
              1,
              Ask.Pool.NONE,
              Fidelity.TRAINED,
              (random, attempt) -> parent));
    }

    @Override
    public void tell(List<Candidate> evaluated) {}
  }

  private static Architecture draw(TableSearch search, int number) {
    Ask.New wish = (Ask.New) search.ask().orElseThrow();
    return wish.draw().next(RandomStreams.stream(2, "uniform", number), 0);
  }

  private static TableScorer scorer(BenchmarkTable table) {
    return new TableScorer(
        table.networks().stream()
            .collect(Collectors.toMap(BenchmarkNetwork::fingerprint, network -> network)),
        table.header().budget(),
        1);
  }

  private static Optional<Double> score(
      TableScorer scorer, BenchmarkTable table, int network, double share) {
    Proposal proposal =
        new Proposal(
            0, 0, Optional.empty(), table.networks().get(network).genes(), new Fidelity(share));
    return scorer.score(List.of(proposal)).get(0).outcome().score().map(score -> score.value());
  }

  private static SimulatedStrategy strategy(Kind kind, int rungs, Ranking ranking) {
    return new SimulatedStrategy(kind.label(), kind, rungs, Optional.ofNullable(ranking));
  }

  private static SimulationTable.Curve curve(
      BenchmarkTable table, SimulatedStrategy strategy, int repetitions, int trainings) {
    return new Simulation(table, Truth.VALIDATION, repetitions, 1).curve(strategy, trainings);
  }

  /** Within four standard errors: a failure by chance has a probability of 0.006 %. */
  private static void assertAverage(SimulationTable.Curve curve, int budget, double expected) {
    SimulationTable.Point point = curve.points().get(budget - 1);
    assertThat(point.mean())
        .as("after %s trainings", budget)
        .isCloseTo(expected * STEP, within(4 * point.error()));
    assertThat(point.error()).isPositive();
  }
}
