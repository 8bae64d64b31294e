package io.nasrec.experiments.workflow;

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
import io.nasrec.search.scoring.SubnetScorer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Scores given architectures on a run's warm supernet with any proxies. */
public final class ScoreRun {
  private final Experiment experiment;
  private final ExperimentSetup setup;
  private final DataStage data;
  private final Scoring scoring;

  @Inject
  ScoreRun(Experiment experiment, ExperimentSetup setup, DataStage data, Scoring scoring) {
    this.experiment = experiment;
    this.setup = setup;
    this.data = data;
    this.scoring = scoring;
  }

  /** Different random networks of the experiment's space, see {@link RandomNetworks#of}. */
  public List<NamedArchitecture> random(int count, long seed) {
    return RandomNetworks.of(setup.space(), count, seed, network -> true).stream()
        .map(NamedArchitecture::of)
        .toList();
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
    OneSpace.require(setup.space(), architectures);
    List<ScoreColumn> columns =
        ScoreColumn.of(
            setup, names, scopes.isEmpty() ? List.of(experiment.search().proxy().scope()) : scopes);
    try (Dataset dataset = data.run()) {
      return table(
          architectures,
          columns,
          scoring.run(
              dataset,
              architectures.stream().map(NamedArchitecture::architecture).toList(),
              columns));
    }
  }

  /** Scores that depend on a population are computed against all scored networks. */
  static ScoreTable table(
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
