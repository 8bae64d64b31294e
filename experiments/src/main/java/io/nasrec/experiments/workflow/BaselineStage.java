package io.nasrec.experiments.workflow;

import io.nasrec.data.Dataset;
import io.nasrec.experiments.config.BaselineSettings;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.RetrainPlan;
import io.nasrec.experiments.config.RetrainSettings;
import io.nasrec.supernet.baseline.Baseline;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.evaluation.PairedDifference;
import io.nasrec.supernet.evaluation.Predictions;
import io.nasrec.supernet.model.NetworkDefinition;
import io.nasrec.supernet.trial.Trial;
import io.nasrec.supernet.trial.TrialResult;
import io.nasrec.supernet.trial.TrialRunner;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The hand-crafted networks that the winner is compared with, trained like any other list of
 * trials.
 */
final class BaselineStage {
  private final Experiment experiment;
  private final RunDirectory directory;
  private final TrialRunners runners;

  /**
   * A baseline after its training.
   *
   * @param definition what was trained
   * @param test metrics on the test split; empty if training diverged
   */
  record Opponent(
      NamedNetwork network,
      NetworkDefinition definition,
      TrialResult result,
      Optional<Metrics> test) {}

  /**
   * The winner's opponents.
   *
   * @param opponents all baselines, in the order of the experiment
   * @param best the best of them on validation; empty if there is none
   * @param difference test log loss of the winner minus that of the best baseline; empty if there
   *     is none
   */
  record Baselines(
      List<Opponent> opponents, Optional<Opponent> best, Optional<PairedDifference> difference) {}

  @Inject
  BaselineStage(Experiment experiment, RunDirectory directory, TrialRunners runners) {
    this.experiment = experiment;
    this.directory = directory;
    this.runners = runners;
  }

  /** Trains the baselines in parallel, or finds those trained by an earlier start. */
  List<TrialResult> train(Dataset dataset) {
    try (TrialRunner runner = runners.on(dataset)) {
      return runner.run(RunStage.BASELINES.label(), trials(dataset));
    }
  }

  /**
   * Evaluates each baseline on the test split, once. The baseline that the winner is compared with
   * is chosen on validation; choosing it on test would favour it.
   *
   * @param trained the result of {@link #train}
   * @param winner the winner's predictions for the test split
   */
  Baselines test(Dataset dataset, List<TrialResult> trained, Predictions winner) {
    List<Trial> trials = trials(dataset);
    Map<Integer, Predictions> said = new HashMap<>();
    try (TrialRunner runner = runners.on(dataset)) {
      List<Integer> finite =
          IntStream.range(0, trials.size()).filter(i -> trained.get(i).trained()).boxed().toList();
      List<Predictions> tested = runner.tested(finite.stream().map(trials::get).toList());
      finite.forEach(i -> said.put(i, tested.get(said.size())));
    }
    List<NamedNetwork> networks = NamedNetwork.baselines(experiment);
    List<Opponent> opponents =
        IntStream.range(0, trials.size())
            .mapToObj(
                i ->
                    new Opponent(
                        networks.get(i),
                        trials.get(i).network(),
                        trained.get(i),
                        Optional.ofNullable(said.get(i)).map(Predictions::metrics)))
            .toList();
    Optional<Integer> best = TrialResult.best(trained);
    return new Baselines(
        opponents,
        best.map(opponents::get),
        // With a single row, there is no interval.
        best.map(said::get)
            .filter(predictions -> predictions.size() > 1)
            .map(predictions -> PairedDifference.of(winner, predictions)));
  }

  private List<Trial> trials(Dataset dataset) {
    NamedTrials trials =
        new NamedTrials(directory.baselines(), dataset.manifest(), Optional.empty());
    return NamedNetwork.baselines(experiment).stream()
        .map(
            network ->
                trials.training(
                    network,
                    network.name().equals(Baseline.LOGISTIC_REGRESSION.label())
                        ? experiment.with(untilValidationStopsImproving())
                        : experiment,
                    List.of(),
                    1))
        .toList();
  }

  /** The steps of a logistic regression cost almost nothing compared with those of the others. */
  private RetrainSettings untilValidationStopsImproving() {
    BaselineSettings baseline = experiment.baseline();
    return new RetrainSettings(
        baseline.epochs(),
        baseline.batchSize(),
        baseline.learningRate(),
        baseline.patience(),
        experiment.retrain().evaluationsPerEpoch(),
        0,
        0,
        Optional.empty(),
        RetrainPlan.FULL,
        experiment.retrain().rungs(),
        experiment.retrain().eta());
  }
}
