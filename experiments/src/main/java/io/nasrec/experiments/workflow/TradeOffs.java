package io.nasrec.experiments.workflow;

import io.nasrec.experiments.results.TradeOff;
import io.nasrec.search.cost.Cost;
import io.nasrec.search.cost.LatencyTable;
import io.nasrec.search.cost.NetworkCosts;
import io.nasrec.search.cost.ParetoFronts;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.TopNetworks;
import io.nasrec.space.Architecture;
import io.nasrec.space.network.InputShape;
import io.nasrec.supernet.trial.Trial;
import io.nasrec.supernet.trial.TrialResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Quality against cost, for the report. */
final class TradeOffs {
  private static final Logger LOG = LoggerFactory.getLogger(TradeOffs.class);

  private final RunResults results;
  private final NetworkCosts costs;

  /** The cost that networks are shown by. */
  private final Cost cost;

  private TradeOffs(RunResults results) {
    this.results = results;
    this.costs = results.costing().costs();
    this.cost = results.costing().cost().orElse(Cost.MACS);
  }

  static TradeOff of(RunResults results) {
    return new TradeOffs(results).tradeOff();
  }

  private TradeOff tradeOff() {
    boolean two = results.costing().cost().isPresent();
    return new TradeOff(
        limits(),
        results.costing().feasible().map(found -> found.sampled()).orElse(0),
        results.costing().feasible().map(found -> found.feasible()).orElse(0),
        results.searched().rejected().draws(),
        two ? List.of("quality", cost.label()) : List.of("quality"),
        cost.label(),
        two ? searchFront() : List.of(),
        Stream.concat(found().stream(), baselines()).toList(),
        costs.latencies().map(this::latencies).orElse(null));
  }

  private List<TradeOff.Limit> limits() {
    List<TradeOff.Limit> limits = new ArrayList<>();
    for (Cost limited : Cost.values()) {
      Double most = results.costing().constraints().most().get(limited);
      if (most != null) {
        limits.add(
            new TradeOff.Limit(
                limited.label(),
                most,
                results.costing().feasible().orElseThrow().smallest().get(limited),
                results.searched().rejected().broken().getOrDefault(limited, 0L)));
      }
    }
    return limits;
  }

  private List<TradeOff.Member> searchFront() {
    List<Candidate> ranked = TopNetworks.of(results.candidates(), Integer.MAX_VALUE);
    List<double[]> points =
        ranked.stream()
            .map(candidate -> new double[] {-candidate.score(), cost(architecture(candidate))})
            .toList();
    return new ParetoFronts(points)
        .fronts().get(0).stream()
            .map(
                place ->
                    new TradeOff.Member(
                        architecture(ranked.get(place)).fingerprint(),
                        points.get(place)[1],
                        ranked.get(place).score()))
            .sorted(Comparator.comparingDouble(TradeOff.Member::cost))
            .toList();
  }

  private List<TradeOff.Network> found() {
    List<Retrained> trained =
        results.retrained().stream().filter(r -> r.contender().result().trained()).toList();
    List<double[]> points =
        trained.stream()
            .map(
                network ->
                    new double[] {
                      network.contender().result().validation().orElseThrow().logLoss(),
                      cost(network)
                    })
            .toList();
    ParetoFronts fronts = new ParetoFronts(points);
    List<TradeOff.Network> networks = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      networks.add(
          new TradeOff.Network(
              trained.get(i).architecture().fingerprint(),
              true,
              points.get(i)[1],
              points.get(i)[0],
              fronts.rank(i) == 0));
    }
    return networks;
  }

  private Stream<TradeOff.Network> baselines() {
    return results.baselines().opponents().stream()
        .filter(opponent -> opponent.contender().result().trained())
        .map(
            opponent ->
                new TradeOff.Network(
                    opponent.network().name(),
                    false,
                    cost(opponent),
                    opponent.contender().result().validation().orElseThrow().logLoss(),
                    false));
  }

  private double cost(BaselineStage.Opponent opponent) {
    TrialResult.Costs own = opponent.contender().result().costs();
    return switch (cost) {
      case PARAMETERS -> own.parameters();
      case MACS -> own.macs();
      case LATENCY -> measured(opponent.network().name(), opponent.contender().trial());
    };
  }

  private TradeOff.Latencies latencies(LatencyTable table) {
    List<TradeOff.Latency> networks =
        results.retrained().stream()
            .map(
                network ->
                    new TradeOff.Latency(
                        network.architecture().fingerprint(),
                        costs.cost(Cost.LATENCY, network.architecture()),
                        measured(
                            network.architecture().fingerprint(), network.contender().trial())))
            .toList();
    double error =
        networks.stream().mapToDouble(TradeOff.Latency::error).map(Math::abs).average().orElse(0);
    LOG.info(
        "latency: predicted from {} measured shapes; {} networks measured as a whole differ by {} %"
            + " on average",
        table.shapes(), networks.size(), Math.round(1_000 * error) / 10.0);
    return new TradeOff.Latencies(
        table.machine(), table.batchSize(), table.shapes(), error, networks);
  }

  private double measured(String name, Trial trial) {
    InputShape input = trial.input();
    return costs.latencies().orElseThrow().measured(name, trial.network().network(input), input);
  }

  private double cost(Retrained network) {
    return switch (cost) {
      case PARAMETERS -> network.costs().liveParameters();
      case MACS -> network.costs().liveMacs();
      case LATENCY -> cost(network.architecture());
    };
  }

  private double cost(Architecture architecture) {
    return costs.cost(cost, architecture);
  }

  private static Architecture architecture(Candidate candidate) {
    return candidate.proposal().architecture();
  }
}
