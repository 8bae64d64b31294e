package io.nasrec.experiments.workflow;

import io.nasrec.commons.BadDataException;
import io.nasrec.data.Dataset;
import io.nasrec.data.Manifest;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.results.Comparison;
import io.nasrec.experiments.results.MetricSpreads;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.evaluation.Predictions;
import io.nasrec.supernet.model.ModelCopies;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.trial.Trial;
import io.nasrec.supernet.trial.TrialResult;
import io.nasrec.supernet.trial.TrialRunner;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Compares networks: tuning, training, and one evaluation on the test split for each training. */
public final class ComparisonRun {
  private final RunDirectory directory;
  private final DataStage data;
  private final TrialRunners runners;

  @Inject
  ComparisonRun(RunDirectory directory, DataStage data, TrialRunners runners) {
    this.directory = directory;
    this.data = data;
    this.runners = runners;
  }

  /**
   * Tunes each network on validation, trains it over all seeds and, when all training is done,
   * evaluates each training on the test split once.
   *
   * @param variants the experiment with overrides
   */
  public Comparison run(
      List<NamedNetwork> networks,
      int seeds,
      Tuning tuning,
      Function<List<String>, Experiment> variants)
      throws IOException {
    try (Dataset dataset = data.run();
        TrialRunner runner = runners.on(dataset)) {
      NamedTrials trials = new NamedTrials(directory.root(), dataset.manifest(), Optional.empty());
      return of(networks, seeds, tuning, variants, trials, runner);
    }
  }

  private static Comparison of(
      List<NamedNetwork> networks,
      int seeds,
      Tuning tuning,
      Function<List<String>, Experiment> variants,
      NamedTrials trials,
      TrialRunner runner)
      throws IOException {
    List<List<Trial>> chosen = new ArrayList<>();
    List<List<String>> tuned = tuned(networks, tuning, variants, trials, runner);
    for (int i = 0; i < networks.size(); i++) {
      NamedNetwork network = networks.get(i);
      List<String> overrides = tuned.get(i);
      chosen.add(
          IntStream.rangeClosed(1, seeds)
              .mapToObj(
                  number -> trials.training(network, variants.apply(overrides), overrides, number))
              .toList());
    }
    List<TrialResult> results = runner.run("train", chosen.stream().flatMap(List::stream).toList());
    List<Comparison.Row> rows = new ArrayList<>();
    for (int i = 0; i < networks.size(); i++) {
      List<TrialResult> own = results.subList(i * seeds, (i + 1) * seeds);
      rows.add(row(networks.get(i).name(), tuned.get(i), chosen.get(i), own, runner));
    }
    rows.sort(
        Comparator.comparingDouble(
            (Comparison.Row row) ->
                Double.isNaN(row.validation().logLoss().mean())
                    ? Double.POSITIVE_INFINITY
                    : row.validation().logLoss().mean()));
    for (int i = 0; i < networks.size(); i++) {
      for (int number = 1; number <= seeds; number++) {
        publish(
            chosen.get(i).get(number - 1),
            trials.training(networks.get(i), variants.apply(List.of()), List.of(), number));
      }
    }
    return new Comparison(variants.apply(List.of()).name(), seeds, rows, baseRate(trials.data()));
  }

  /** The best combination per network, by validation log loss of its first training. */
  private static List<List<String>> tuned(
      List<NamedNetwork> networks,
      Tuning tuning,
      Function<List<String>, Experiment> variants,
      NamedTrials trials,
      TrialRunner runner) {
    List<List<String>> combinations = tuning.combinations();
    if (combinations.size() == 1) {
      return networks.stream().map(network -> combinations.get(0)).toList();
    }
    List<Trial> all = new ArrayList<>();
    for (NamedNetwork network : networks) {
      for (List<String> overrides : combinations) {
        all.add(trials.training(network, variants.apply(overrides), overrides, 1));
      }
    }
    List<TrialResult> results = runner.run("tune", all);
    List<List<String>> best = new ArrayList<>();
    for (int i = 0; i < networks.size(); i++) {
      int from = i * combinations.size();
      best.add(
          TrialResult.best(results.subList(from, from + combinations.size()))
              .map(combinations::get)
              .orElse(combinations.get(0)));
    }
    return best;
  }

  private static Comparison.Row row(
      String network,
      List<String> overrides,
      List<Trial> trainings,
      List<TrialResult> results,
      TrialRunner runner) {
    List<Metrics> validation =
        results.stream().flatMap(result -> result.validation().stream()).toList();
    List<Trial> trained =
        IntStream.range(0, results.size())
            .filter(i -> results.get(i).trained())
            .mapToObj(trainings::get)
            .toList();
    TrialResult.Costs costs = results.get(0).costs();
    return new Comparison.Row(
        network,
        overrides,
        costs.parameters(),
        costs.embeddingParameters(),
        costs.macs(),
        results.size() - validation.size(),
        MetricSpreads.of(validation),
        MetricSpreads.of(runner.tested(trained).stream().map(Predictions::metrics).toList()),
        results.stream().mapToDouble(TrialResult::seconds).average().orElseThrow());
  }

  /** The metrics of always predicting the training split's click rate. */
  private static Comparison.Row baseRate(Manifest data) {
    double rate = data.train().clickRate();
    return Comparison.Row.baseRate(
        Metrics.ofConstant(rate, data.validation()), Metrics.ofConstant(rate, data.test()));
  }

  /**
   * Copies the model of the chosen setting to where it would be without tuning.
   *
   * @throws BadDataException if a training of the network without overrides has its model there
   */
  private static void publish(Trial from, Trial to) throws IOException {
    if (from.directory().equals(to.directory()) || !ModelDirectory.isModel(from.directory())) {
      return;
    }
    if (to.isDone()) {
      throw new BadDataException(
          to.directory() + ": holds a training without --tune; name another directory with --out");
    }
    Files.createDirectories(to.directory().getParent());
    ModelCopies.publish(from.directory(), to.directory());
  }
}
