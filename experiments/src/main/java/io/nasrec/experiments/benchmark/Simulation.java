package io.nasrec.experiments.benchmark;

import io.nasrec.commons.Progress;
import io.nasrec.commons.RandomStreams;
import io.nasrec.search.loop.SearchLoop;
import io.nasrec.search.strategy.StrategySettings;
import io.nasrec.space.Architecture;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What strategies would have found among a benchmark's networks. In a repetition, one training of
 * each network is what a strategy sees, the trainings taking turns; how good the network is that it
 * chooses is said by the mean of the others, so that no strategy is rewarded for lucky trainings.
 */
public final class Simulation {
  private final BenchmarkTable table;
  private final Truth truth;
  private final int repetitions;
  private final long seed;
  private final List<BenchmarkNetwork> networks;
  private final List<Architecture> genes;
  private final Map<String, BenchmarkNetwork> byFingerprint = new HashMap<>();

  /**
   * @param table a benchmark with trained networks
   * @param truth the split that says how good a chosen network is; what strategies see is
   *     validation
   * @param repetitions at least 2
   * @param seed of all strategies
   */
  public Simulation(BenchmarkTable table, Truth truth, int repetitions, long seed) {
    this.table = table;
    this.truth = truth;
    this.repetitions = repetitions;
    this.seed = seed;
    this.networks = table.trained();
    this.genes = networks.stream().map(BenchmarkNetwork::genes).toList();
    networks.forEach(network -> byFingerprint.put(network.fingerprint(), network));
  }

  /**
   * Runs a strategy many times.
   *
   * @param trainings the largest budget, in complete trainings
   */
  public SimulationTable.Curve curve(SimulatedStrategy strategy, int trainings) {
    double[][] regrets =
        IntStream.range(0, repetitions)
            .parallel()
            .mapToObj(repetition -> regrets(strategy, trainings, repetition))
            .toArray(double[][]::new);
    List<SimulationTable.Point> points = new ArrayList<>();
    for (int budget = 1; budget <= trainings; budget++) {
      int column = budget - 1;
      points.add(
          SimulationTable.Point.of(
              budget, Arrays.stream(regrets).mapToDouble(row -> row[column]).toArray()));
    }
    return new SimulationTable.Curve(strategy.name(), points);
  }

  /** The regret after each budget, from one complete training on. */
  private double[] regrets(SimulatedStrategy strategy, int trainings, int repetition) {
    int number = repetition % table.header().trainings() + 1;
    Map<String, Double> losses = losses(number);
    double best = losses.values().stream().mapToDouble(loss -> loss).min().orElseThrow();
    double any = losses.values().stream().mapToDouble(loss -> loss).average().orElseThrow();
    long whole = table.header().budget().steps();
    List<TableScorer.Event> events = events(strategy, trainings, repetition, number);
    double[] regrets = new double[trainings];
    TableScorer.Event chosen = null;
    int next = 0;
    for (int budget = 1; budget <= trainings; budget++) {
      for (; next < events.size() && events.get(next).steps() <= budget * whole; next++) {
        chosen = better(chosen, events.get(next));
      }
      // Without a result, any network is as good as another.
      regrets[budget - 1] =
          (chosen == null ? any : losses.get(chosen.network().fingerprint())) - best;
    }
    return regrets;
  }

  /** The one that a search would choose: trained further or, trained as far, of better score. */
  private static TableScorer.Event better(TableScorer.Event chosen, TableScorer.Event event) {
    if (Double.isNaN(event.score())) {
      return chosen;
    }
    boolean wins =
        chosen == null
            || event.share() > chosen.share()
            || (event.share() == chosen.share() && event.score() > chosen.score());
    return wins ? event : chosen;
  }

  private List<TableScorer.Event> events(
      SimulatedStrategy strategy, int trainings, int repetition, int number) {
    BenchmarkHeader.Data data = table.header().data();
    int embeddingDim = table.header().experiment().at("/space/embeddingDim").asInt(1);
    boolean layerNorm = table.header().experiment().at("/space/layerNorm").asBoolean();
    NetworkBuilder builder =
        new NetworkBuilder(
            genes.get(0).space(),
            new InputShape(data.dense(), data.sparse(), embeddingDim),
            layerNorm);
    long own = RandomStreams.seed(seed, "simulation", repetition);
    TableScorer scorer = new TableScorer(byFingerprint, table.header().budget(), number);
    try {
      // A training that ends early costs less, so that there may be more of them.
      int most = strategy.kind().halves() ? trainings : networks.size();
      new SearchLoop(strategy.start(new StrategySettings(builder, most, own), genes), own, 1)
          .run(scorer, Progress.NONE);
    } catch (TableSearch.ExhaustedException e) {
      // It has seen all networks; its choice stands.
    }
    return scorer.events();
  }

  /** The quality of each network apart from one of its trainings, unless it has no other. */
  private Map<String, Double> losses(int without) {
    Map<String, Double> losses = new HashMap<>();
    for (BenchmarkNetwork network : networks) {
      losses.put(
          network.fingerprint(),
          network.trainings().stream()
              .filter(training -> training.number() != without)
              .mapToDouble(truth::logLoss)
              .filter(loss -> !Double.isNaN(loss))
              .average()
              .orElseGet(() -> network.logLoss(truth).orElseThrow()));
    }
    return losses;
  }
}
