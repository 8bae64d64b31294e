package io.nasrec.experiments.workflow;

import io.nasrec.commons.Progress;
import io.nasrec.data.Dataset;
import io.nasrec.experiments.config.BaselineSettings;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.RetrainSettings;
import io.nasrec.experiments.trial.NamedNetwork;
import io.nasrec.experiments.trial.Trial;
import io.nasrec.experiments.trial.TrialResult;
import io.nasrec.experiments.trial.Trials;
import io.nasrec.supernet.baseline.Baseline;
import io.nasrec.supernet.engine.Workers;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.evaluation.PairedDifference;
import io.nasrec.supernet.evaluation.Predictions;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The hand-crafted networks that the winner is compared with, trained like any other list of
 * trials.
 */
final class BaselineStage {
  private final Experiment experiment;
  private final RunDirectory directory;
  private final Progress progress;

  /**
   * A baseline after its training.
   *
   * @param test metrics on the test split; empty if training diverged
   */
  record Opponent(NamedNetwork network, TrialResult result, Optional<Metrics> test) {}

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
  BaselineStage(Experiment experiment, RunDirectory directory, Progress progress) {
    this.experiment = experiment;
    this.directory = directory;
    this.progress = progress;
  }

  /** Trains the baselines in parallel, or finds those trained by an earlier start. */
  List<TrialResult> train(Dataset dataset) {
    try (Workers workers = new Workers(experiment.search().workers())) {
      return trials(dataset, workers).train("baselines", list());
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
    List<Opponent> opponents = new ArrayList<>();
    Optional<Opponent> best = Optional.empty();
    Optional<PairedDifference> difference = Optional.empty();
    int chosen = best(trained);
    try (Workers workers = new Workers(experiment.search().workers())) {
      Trials trials = trials(dataset, workers);
      for (Trial trial : list()) {
        TrialResult result = trained.get(opponents.size());
        Optional<Predictions> said =
            result.trained() ? Optional.of(trials.tested(trial)) : Optional.empty();
        Opponent opponent = new Opponent(trial.network(), result, said.map(Predictions::metrics));
        if (opponents.size() == chosen) {
          best = Optional.of(opponent);
          // With a single row, there is no interval.
          difference =
              said.filter(predictions -> predictions.size() > 1)
                  .map(predictions -> PairedDifference.of(winner, predictions));
        }
        opponents.add(opponent);
      }
    }
    return new Baselines(List.copyOf(opponents), best, difference);
  }

  /** Index of the lowest log loss on validation; −1 if nothing was trained. */
  private static int best(List<TrialResult> trained) {
    return trained.stream()
        .filter(TrialResult::trained)
        .min(Comparator.comparingDouble(result -> result.validation().logLoss()))
        .map(trained::indexOf)
        .orElse(-1);
  }

  private Trials trials(Dataset dataset, Workers workers) {
    return new Trials(dataset, directory.baselines(), workers, progress);
  }

  private List<Trial> list() {
    return experiment.baseline().networks().stream()
        .map(
            baseline ->
                new Trial(
                    new NamedNetwork(baseline.label(), new NamedNetwork.HandCrafted(baseline)),
                    baseline == Baseline.LOGISTIC_REGRESSION
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
        Optional.empty());
  }
}
