package io.nasrec.experiments.workflow;

import io.nasrec.commons.Progress;
import io.nasrec.commons.RandomStreams;
import io.nasrec.data.Dataset;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.results.NamedArchitecture;
import io.nasrec.experiments.results.ScoreRow;
import io.nasrec.experiments.results.ScoreTable;
import io.nasrec.experiments.setup.ExperimentSetup;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.proxy.Proxy;
import io.nasrec.search.proxy.ProxyName;
import io.nasrec.search.scoring.Outcome;
import io.nasrec.search.scoring.ScoringBatches;
import io.nasrec.search.scoring.SubnetScorer;
import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.engine.Workers;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Scores given architectures on a run's warm supernet with any proxies. */
public final class ScoreRun {
  /** The number of consecutive draws without a new network before drawing is given up. */
  private static final int MAX_MISSED = 100_000;

  private final Experiment experiment;
  private final ExperimentSetup setup;
  private final DataStage data;
  private final WarmUpStage warmUp;
  private final SearchStage search;
  private final Provider<Workers> threads;
  private final Progress progress;

  @Inject
  ScoreRun(
      Experiment experiment,
      ExperimentSetup setup,
      DataStage data,
      WarmUpStage warmUp,
      SearchStage search,
      Provider<Workers> threads,
      Progress progress) {
    this.experiment = experiment;
    this.setup = setup;
    this.data = data;
    this.warmUp = warmUp;
    this.search = search;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * Different random networks of the experiment's space.
   *
   * @throws ConfigurationException if the space has fewer, or some are too rare to be drawn
   */
  public List<NamedArchitecture> random(int count, long seed) {
    SearchSpace space = setup.space();
    if (space.networks().compareTo(BigInteger.valueOf(count)) < 0) {
      throw new ConfigurationException(
          List.of(space.size() + ", but " + count + " random ones were asked for; ask for fewer"));
    }
    ArchitectureSampler sampler = new ArchitectureSampler(space);
    Map<String, Architecture> drawn = new LinkedHashMap<>();
    int missed = 0;
    for (int i = 0; drawn.size() < count; i++) {
      Architecture architecture = sampler.sample(RandomStreams.stream(seed, "score", i));
      missed = drawn.putIfAbsent(architecture.fingerprint(), architecture) == null ? 0 : missed + 1;
      if (missed == MAX_MISSED) {
        throw new ConfigurationException(
            List.of(
                "%s, but only %s were found: %s draws in a row brought no other; ask for fewer"
                    .formatted(space.size(), drawn.size(), MAX_MISSED)));
      }
    }
    return drawn.values().stream().map(NamedArchitecture::of).toList();
  }

  /**
   * Prepares data and supernet unless they exist, and scores.
   *
   * @param scopes over which proxies that use a scope are computed; empty for the experiment's
   * @throws ConfigurationException if an architecture is not in the experiment's space
   */
  public ScoreTable run(
      List<NamedArchitecture> architectures, List<ProxyName> names, List<Scope> scopes)
      throws IOException {
    requireSpace(architectures);
    List<ScoreColumn> columns =
        ScoreColumn.of(
            setup, names, scopes.isEmpty() ? List.of(experiment.search().proxy().scope()) : scopes);
    try (Dataset dataset = data.run()) {
      search.requireRows(dataset.manifest());
      NetworkBuilder networks = setup.networks(dataset.manifest());
      try (WarmUpStage.Supernet supernet = warmUp.run(dataset, networks);
          ScoringBatches batches = search.batches(dataset, supernet);
          Workers workers = threads.get()) {
        SubnetScorer scorer =
            new SubnetScorer(
                columns.stream().map(ScoreColumn::proxy).toList(),
                networks,
                supernet.weights().parameters(),
                batches.data());
        AtomicInteger done = new AtomicInteger();
        progress.update("score", 0, architectures.size(), "subnets");
        return table(
            architectures,
            columns,
            workers.map(
                architectures,
                named -> {
                  List<SubnetScorer.Result> results = scorer.score(named.architecture());
                  progress.update("score", done.incrementAndGet(), architectures.size(), "subnets");
                  return results;
                }));
      }
    }
  }

  private void requireSpace(List<NamedArchitecture> architectures) {
    SearchSpace space = setup.space();
    List<String> problems = new ArrayList<>();
    for (NamedArchitecture named : architectures) {
      Architecture architecture = named.architecture();
      if (!architecture.space().equals(space)) {
        problems.add(
            "%s: must be of %s with %s blocks (space.name, space.blocks), but is of %s with %s"
                .formatted(
                    named.name(),
                    space.name(),
                    space.blocks(),
                    architecture.space().name(),
                    architecture.space().blocks()));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  /** Scores that depend on a population are computed against all scored networks. */
  private static ScoreTable table(
      List<NamedArchitecture> architectures,
      List<ScoreColumn> columns,
      List<List<SubnetScorer.Result>> results) {
    List<UnaryOperator<Proxy.Score>> calibrated = new ArrayList<>();
    for (int p = 0; p < columns.size(); p++) {
      int column = p;
      List<Proxy.Score> scores =
          results.stream().flatMap(row -> row.get(column).outcome().score().stream()).toList();
      calibrated.add(columns.get(p).proxy().calibrated(scores));
    }
    List<ScoreRow> rows = new ArrayList<>();
    for (int a = 0; a < architectures.size(); a++) {
      for (int p = 0; p < columns.size(); p++) {
        SubnetScorer.Result result = results.get(a).get(p);
        Outcome outcome =
            result
                .outcome()
                .score()
                .map(calibrated.get(p))
                .<Outcome>map(Outcome.Scored::new)
                .orElse(result.outcome());
        rows.add(
            new ScoreRow(
                architectures.get(a).name(),
                columns.get(p).name(),
                outcome,
                result.milliseconds()));
      }
    }
    return new ScoreTable(rows);
  }
}
