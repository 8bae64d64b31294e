package io.nasrec.experiments.workflow;

import io.nasrec.commons.BadDataException;
import io.nasrec.data.Dataset;
import io.nasrec.data.SplitName;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.evaluation.Predictions;
import io.nasrec.supernet.model.WarmStart;
import io.nasrec.supernet.trial.Trial;
import io.nasrec.supernet.trial.TrialResult;
import io.nasrec.supernet.trial.TrialRunner;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Trains one network once or several times, from scratch or from a model, and on all rows. */
public final class TrainRun {
  private final Experiment experiment;
  private final RunDirectory directory;
  private final DataStage data;
  private final TrialRunners runners;

  /**
   * What to do.
   *
   * @param network what is trained
   * @param start the model that weights start from; empty for initial values
   * @param trainings how many, at least 1; they differ only in their random numbers
   * @param test whether each is evaluated on the test split, once
   * @param predictions whether the predictions of each are written as CSV
   * @param allRows whether each is followed by one on all rows
   */
  public record Task(
      NamedNetwork network,
      Optional<StartModel> start,
      int trainings,
      boolean test,
      boolean predictions,
      boolean allRows) {}

  /**
   * A training and what came of it.
   *
   * @param test metrics on the test split; empty if they were not asked for or do not exist
   */
  public record Trained(Trial trial, TrialResult result, Optional<Metrics> test) {}

  @Inject
  TrainRun(Experiment experiment, RunDirectory directory, DataStage data, TrialRunners runners) {
    this.experiment = experiment;
    this.directory = directory;
    this.data = data;
    this.runners = runners;
  }

  /**
   * Runs all trainings that are not done yet.
   *
   * @param trained is told of the trainings when all are done and evaluated
   * @param onAllRows is told of those on all rows, which may take as long again: one for each
   *     training that did not diverge
   * @throws ConfigurationException if all of either list diverge; it is told before
   * @throws BadDataException as {@link StartModel#on}
   */
  public void run(Task task, Consumer<List<Trained>> trained, Consumer<List<Trained>> onAllRows)
      throws IOException {
    try (Dataset dataset = data.run();
        TrialRunner runner = runners.on(dataset)) {
      NamedTrials trials =
          new NamedTrials(directory.root(), dataset.manifest(), start(task, dataset));
      List<Trial> trainings = new ArrayList<>();
      for (int number = 1; number <= task.trainings(); number++) {
        trainings.add(trials.training(task.network(), experiment, List.of(), number));
      }
      List<TrialResult> results = runner.run("train", trainings);
      List<Trained> evaluated = new ArrayList<>();
      for (int i = 0; i < trainings.size(); i++) {
        evaluated.add(evaluated(trainings.get(i), results.get(i), task, runner));
      }
      trained.accept(evaluated);
      requireOne(results);
      if (task.allRows()) {
        List<Trained> learned = onAllRows(trials, task.network(), results, runner);
        onAllRows.accept(learned);
        requireOne(learned.stream().map(Trained::result).toList());
      }
    }
  }

  private List<Trained> onAllRows(
      NamedTrials trials, NamedNetwork network, List<TrialResult> results, TrialRunner runner) {
    List<Trial> trainings = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      int number = i + 1;
      results
          .get(i)
          .best()
          .map(best -> trials.onAllRows(network, experiment, number, best))
          .ifPresent(trainings::add);
    }
    List<TrialResult> learned = runner.run("all rows", trainings);
    return IntStream.range(0, trainings.size())
        .mapToObj(i -> new Trained(trainings.get(i), learned.get(i), Optional.empty()))
        .toList();
  }

  private Optional<WarmStart> start(Task task, Dataset dataset) throws IOException {
    if (task.start().isEmpty()) {
      return Optional.empty();
    }
    WarmStart start = task.start().get().on(dataset, experiment);
    StartFile.write(directory.root(), start.start());
    return Optional.of(start);
  }

  /** Tests a network and writes its predictions, as far as that is wanted. */
  private static Trained evaluated(Trial trial, TrialResult result, Task task, TrialRunner runner)
      throws IOException {
    if (!result.trained()) {
      return new Trained(trial, result, Optional.empty());
    }
    List<Predictions> tested = task.test() ? runner.tested(List.of(trial)) : List.of();
    if (task.predictions()) {
      PredictionFile.write(file(trial, SplitName.VALIDATION), runner.validated(trial));
      for (Predictions said : tested) {
        PredictionFile.write(file(trial, SplitName.TEST), said);
      }
    }
    return new Trained(trial, result, tested.stream().map(Predictions::metrics).findFirst());
  }

  private static Path file(Trial trial, SplitName split) {
    return trial.directory().resolve(split.label() + ".csv");
  }

  private void requireOne(List<TrialResult> results) {
    if (results.stream().noneMatch(TrialResult::trained)) {
      throw Divergence.in(
          "retrain",
          experiment.retrain().learningRate(),
          results.size() == 1 ? "the training diverged" : "every training diverged");
    }
  }
}
