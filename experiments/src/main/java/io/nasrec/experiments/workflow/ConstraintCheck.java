package io.nasrec.experiments.workflow;

import io.nasrec.data.Manifest;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.setup.ExperimentSetup;
import io.nasrec.search.cost.Constraints;
import io.nasrec.search.cost.Cost;
import io.nasrec.search.cost.Feasibility;
import io.nasrec.search.cost.LatencyTable;
import io.nasrec.search.cost.NetworkCosts;
import io.nasrec.search.scoring.Objective;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.engine.Engine;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks early whether the limits leave the search enough networks. */
final class ConstraintCheck {
  /** Random networks that say how much of the space is feasible. */
  private static final int SAMPLE = 4_000;

  /** Where latency is limited: the shapes of their parts have to be measured. */
  private static final int TIMED_SAMPLE = 400;

  private static final Logger LOG = LoggerFactory.getLogger(ConstraintCheck.class);

  private final Experiment experiment;
  private final ExperimentSetup setup;
  private final RunDirectory directory;
  private final Engine engine;

  @Inject
  ConstraintCheck(
      Experiment experiment, ExperimentSetup setup, RunDirectory directory, Engine engine) {
    this.experiment = experiment;
    this.setup = setup;
    this.directory = directory;
    this.engine = engine;
  }

  /**
   * What the search's networks cost and may cost.
   *
   * @param cost the second objective; empty for quality alone
   * @param feasible how much of the space keeps the limits; empty if there are none
   */
  record Costing(
      NetworkCosts costs,
      Constraints constraints,
      Optional<Cost> cost,
      Optional<Feasibility> feasible) {

    /** What the search looks for. */
    Objective objective() {
      return cost.map(second -> Objective.against(network -> costs.cost(second, network)))
          .orElse(Objective.QUALITY);
    }
  }

  /**
   * Makes the limits those of a data set.
   *
   * @throws ConfigurationException if too few networks keep them; it says the smallest costs seen
   */
  Costing run(Manifest data) throws IOException {
    requireEmbeddings(data);
    NetworkBuilder networks = setup.networks(data);
    NetworkCosts costs = new NetworkCosts(networks, latencies(networks));
    Constraints constraints = setup.constraints(costs);
    return new Costing(costs, constraints, setup.secondGoal(), feasible(networks, constraints));
  }

  /** The limits alone. */
  Constraints constraints(Manifest data) throws IOException {
    NetworkBuilder networks = setup.networks(data);
    return setup.constraints(new NetworkCosts(networks, latencies(networks)));
  }

  private Optional<Feasibility> feasible(NetworkBuilder networks, Constraints constraints) {
    if (constraints.most().isEmpty()) {
      return Optional.empty();
    }
    Feasibility found =
        Feasibility.of(
            setup.space(),
            constraints,
            constraints.most().containsKey(Cost.LATENCY) ? TIMED_SAMPLE : SAMPLE,
            experiment.seed());
    BigDecimal expected =
        new BigDecimal(setup.space().networks())
            .multiply(BigDecimal.valueOf(found.feasible()))
            .divideToIntegralValue(BigDecimal.valueOf(found.sampled()));
    long wanted = setup.strategy(networks).networks();
    if (found.feasible() == 0 || expected.compareTo(BigDecimal.valueOf(wanted)) < 0) {
      throw new ConfigurationException(problems(constraints, found, wanted));
    }
    LOG.info("constraints: {} of {} random networks keep them", found.feasible(), found.sampled());
    return Optional.of(found);
  }

  private Optional<LatencyTable> latencies(NetworkBuilder networks) throws IOException {
    if (!setup.asksForLatency()) {
      return Optional.empty();
    }
    LatencyTable table =
        LatencyTable.open(directory.latency(), setup.latencyBatchSize(), engine, networks);
    LOG.info(
        "latency: of batches of {} on {}, one thread; measured shapes are kept in {}",
        table.batchSize(),
        table.machine(),
        directory.latency());
    return Optional.of(table);
  }

  private List<String> problems(Constraints constraints, Feasibility found, long wanted) {
    List<String> problems = new ArrayList<>();
    problems.add(
        String.format(
            Locale.ROOT,
            "constraints: %s of %,d random networks keep%s them, but the search draws %,d different"
                + " ones; raise a limit, or lower space.blocks%s",
            found.feasible() == 0 ? "none" : "only " + found.feasible(),
            found.sampled(),
            found.feasible() < 2 ? "s" : "",
            wanted,
            found.feasible() == 0 ? "" : " or search.population"));
    for (Cost cost : Cost.values()) {
      if (constraints.most().containsKey(cost)) {
        problems.add(
            "constraints.%s: the limit is %s; the smallest seen is %s"
                .formatted(
                    cost.label(),
                    cost.text(constraints.most().get(cost)),
                    cost.text(found.smallest().get(cost))));
      }
    }
    return problems;
  }

  /** The tables are the same for all networks of a search. */
  private void requireEmbeddings(Manifest data) {
    Optional<Long> most = experiment.constraints().flatMap(limits -> limits.embeddingParameters());
    long rows =
        data.cardinalities().stream().mapToLong(ids -> Math.min(ids, setup.embeddingRows())).sum();
    long scalars = rows * experiment.space().embeddingDim();
    if (most.isPresent() && scalars > most.get()) {
      throw new ConfigurationException(
          List.of(
              String.format(
                  Locale.ROOT,
                  "constraints.embeddingParameters: the limit is %,d, but the tables have %,d (%,d"
                      + " rows of %d); raise it, or lower retrain.embeddingRows or"
                      + " space.embeddingDim, or raise data.minCount",
                  most.get(),
                  scalars,
                  rows,
                  experiment.space().embeddingDim())));
    }
  }
}
