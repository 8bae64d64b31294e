package io.nasrec.experiments.workflow;

import io.nasrec.commons.Sha256;
import io.nasrec.data.Dataset;
import io.nasrec.experiments.benchmark.BenchmarkNetwork;
import io.nasrec.experiments.benchmark.Ranking;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.ExperimentWriter;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.results.NamedArchitecture;
import io.nasrec.experiments.results.ScoreRow;
import io.nasrec.experiments.results.ScoreTable;
import io.nasrec.experiments.setup.Artefact;
import io.nasrec.experiments.setup.ExperimentSetup;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.proxy.ProxyName;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Ranks a benchmark's networks by proxies on one warm supernet. */
public final class RankRun {
  /** Keys of the rows that are scored on, and of the order of sums. */
  private static final Set<String> OF_SCORING =
      Set.of("search.batches", "search.batchSize", "engine.threads");

  private final Experiment experiment;
  private final ExperimentSetup setup;
  private final RunDirectory directory;
  private final DataStage data;
  private final Scoring scoring;

  @Inject
  RankRun(
      Experiment experiment,
      ExperimentSetup setup,
      RunDirectory directory,
      DataStage data,
      Scoring scoring) {
    this.experiment = experiment;
    this.setup = setup;
    this.directory = directory;
    this.data = data;
    this.scoring = scoring;
  }

  /**
   * Scores what has no score yet; a network or proxy that was scored by an earlier start, or for
   * another table, is not scored again.
   *
   * @param networks of the experiment's space
   * @param scopes over which proxies that use a scope are computed; empty for the experiment's
   * @return a ranking per proxy and scope
   * @throws ConfigurationException if a network is of another space, or none has a score
   */
  public List<Ranking> run(
      List<BenchmarkNetwork> networks, List<ProxyName> names, List<Scope> scopes)
      throws IOException {
    List<NamedArchitecture> architectures =
        networks.stream()
            .map(network -> new NamedArchitecture(network.name(), network.genes()))
            .toList();
    OneSpace.require(setup.space(), architectures);
    List<ScoreColumn> columns =
        ScoreColumn.of(
            setup, names, scopes.isEmpty() ? List.of(experiment.search().proxy().scope()) : scopes);
    try (Dataset dataset = data.run()) {
      KeptScores kept = new KeptScores(directory.scores(), settings(dataset));
      List<Scoring.Task> tasks = new ArrayList<>();
      for (NamedArchitecture named : architectures) {
        List<ScoreColumn> missing = kept.missing(named.architecture().fingerprint(), columns);
        if (!missing.isEmpty()) {
          tasks.add(new Scoring.Task(named.architecture(), missing));
        }
      }
      if (!tasks.isEmpty()) {
        scoring.run(dataset, tasks, kept::keep);
      }
      return rankings(
          ScoreRun.table(
              architectures,
              columns,
              architectures.stream()
                  .map(named -> kept.results(named.architecture().fingerprint(), columns))
                  .toList()),
          architectures);
    }
  }

  /** Digest of what a score depends on, beside network and proxy. */
  private String settings(Dataset dataset) {
    return Sha256.of(
        Artefact.SUPERNET.digest(experiment, dataset.manifest())
            + ExperimentWriter.lines(experiment, OF_SCORING::contains));
  }

  private List<Ranking> rankings(ScoreTable table, List<NamedArchitecture> architectures) {
    if (table.failure().isPresent()) {
      throw new ConfigurationException(
          List.of(
              "no network could be scored after a warm-up of %s; the first cause: %s"
                  .formatted(experiment.warmUp().sample(), table.failure().get())));
    }
    List<Ranking> rankings = new ArrayList<>();
    for (String proxy : table.proxies()) {
      Map<String, Double> scores = new HashMap<>();
      for (ScoreRow row : table.rows()) {
        if (row.proxy().equals(proxy)) {
          scores.put(row.architecture(), row.value().orElse(Double.NaN));
        }
      }
      rankings.add(
          new Ranking(
              proxy,
              "warm-up " + experiment.warmUp().sample(),
              false,
              architectures.stream().map(named -> scores.get(named.name())).toList()));
    }
    return rankings;
  }
}
