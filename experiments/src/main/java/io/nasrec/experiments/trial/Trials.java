package io.nasrec.experiments.trial;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Progress;
import io.nasrec.data.Dataset;
import io.nasrec.data.Manifest;
import io.nasrec.data.SplitName;
import io.nasrec.experiments.model.Models;
import io.nasrec.experiments.results.Comparison;
import io.nasrec.search.retraining.JointProgress;
import io.nasrec.search.retraining.TestEvaluation;
import io.nasrec.supernet.engine.Workers;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.evaluation.Predictions;
import io.nasrec.supernet.model.ModelCopies;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.model.Tested;
import io.nasrec.supernet.model.WarmStart;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.training.DivergenceException;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.weights.ModelWeights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains networks in parallel, each with one engine thread, as a search retrains its best; the
 * results do not depend on the number of workers. Work done by an earlier start is not repeated,
 * and an interrupted training resumes from its last state.
 */
public final class Trials {
  private static final Logger LOG = LoggerFactory.getLogger(Trials.class);

  private final Dataset dataset;
  private final TrialSetup setup;
  private final Models models;
  private final TestEvaluation test;
  private final Path root;
  private final Workers workers;
  private final Progress progress;

  /**
   * @param dataset the data to train on
   * @param root directory of the trials' files
   * @param workers the threads that train in parallel
   */
  public Trials(Dataset dataset, Path root, Workers workers, Progress progress) {
    this(dataset, Optional.empty(), root, workers, progress);
  }

  /**
   * Trials that start from a model.
   *
   * @param start the model; empty for initial values
   */
  public Trials(
      Dataset dataset, Optional<WarmStart> start, Path root, Workers workers, Progress progress) {
    this.dataset = dataset;
    this.setup = new TrialSetup(dataset, start);
    this.models = new Models(dataset);
    this.test = new TestEvaluation(dataset.test());
    this.root = root;
    this.workers = workers;
    this.progress = progress;
  }

  /**
   * Trains networks and keeps the weights that are best on validation.
   *
   * @param stage the stage's name in progress reports
   * @return one result per trial, in the same order
   */
  public List<TrialResult> train(String stage, List<Trial> trials) {
    JointProgress joint = new JointProgress(stage, trials.size(), progress);
    return workers.map(
        IntStream.range(0, trials.size()).boxed().toList(),
        i -> {
          Trial trial = trials.get(i);
          Optional<TrialResult> before = found(trial);
          TrialResult result = before.orElseGet(() -> train(trial, joint.part(i)));
          joint.complete(i);
          LOG.info(
              "{} {}: {}",
              before.isPresent() ? "found" : "trained",
              trial.name(),
              result.trained()
                  ? "validation " + result.validation()
                  : "diverged: " + result.diverged());
          return result;
        });
  }

  /** The result of an earlier start, if it is complete. */
  private Optional<TrialResult> found(Trial trial) {
    TrialFiles files = files(trial);
    Optional<TrialResult> result = files.result();
    result.ifPresent(found -> files.requireTraining(found.training(), setup.training(trial)));
    if (result.isPresent() && result.get().trained() && !files.hasWeights()) {
      LOG.warn("{} is missing: it is trained again", files.weights());
      return Optional.empty();
    }
    if (result.isPresent() && result.get().trained()) {
      files.requireIntact();
      models.keep(files.directory(), setup.model(models, trial, result.get()));
    }
    return result;
  }

  private TrialResult train(Trial trial, Progress part) {
    long start = System.nanoTime();
    TrialFiles files = files(trial);
    files.prepare();
    CtrNetwork network = setup.network(trial);
    String training = setup.training(trial);
    try (ModelWeights weights = setup.initial(trial, network)) {
      List<Training.Evaluated> history = List.of();
      Training.Evaluated best = null;
      String diverged = null;
      try {
        Training.Result trained =
            setup
                .standAlone(trial)
                .training()
                .run(
                    trial.name(),
                    network,
                    weights,
                    dataset.train(),
                    dataset.validation(),
                    setup.snapshots(trial, files, training),
                    part);
        history = trained.history();
        best = trained.best();
      } catch (DivergenceException e) {
        diverged = e.getMessage();
      }
      TrialResult result =
          new TrialResult(
              training,
              TrialSetup.parameters(network),
              weights.embeddings().parameters(),
              network.macs(),
              (System.nanoTime() - start) / 1e9,
              history,
              best,
              diverged);
      files.result(result);
      if (result.trained()) {
        models.keep(files.directory(), setup.model(models, trial, result));
      }
      return result;
    }
  }

  /** The same trainings on all rows. */
  public AllRowsTrials onAllRows() {
    return new AllRowsTrials(setup, root, workers, progress);
  }

  /**
   * Evaluates a trained network on the test split, once; later calls read the result from a file.
   *
   * @param predictions whether its predictions are written as well
   */
  public Metrics test(Trial trial, boolean predictions) {
    TrialFiles files = files(trial);
    Path csv = files.predictions(SplitName.TEST);
    Optional<Tested> before = files.test();
    if (before.isPresent() && (!predictions || Files.exists(csv))) {
      models.tested(files.directory(), before.get());
      return before.get().metrics();
    }
    Predictions seen = evaluated(trial, e -> test.predictions(trial.name(), e));
    if (predictions) {
      write(csv, seen);
    }
    // The first result stands: the same weights give the same again.
    Tested tested = before.orElseGet(() -> Tested.of(seen));
    files.test(tested);
    models.tested(files.directory(), tested);
    return tested.metrics();
  }

  /**
   * A trained network's predictions for the test split, computed once and later read from a file.
   */
  public Predictions tested(Trial trial) {
    Path file = files(trial).testLogits();
    try {
      Optional<Predictions> before =
          Predictions.read(file, dataset.test().rows(), setup.training(trial));
      Predictions seen =
          before.orElseGet(() -> evaluated(trial, e -> test.predictions(trial.name(), e)));
      if (before.isEmpty()) {
        seen.write(file, setup.training(trial));
      }
      models.tested(files(trial).directory(), Tested.of(seen));
      return seen;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a trained network's predictions for the validation split. */
  public Path predictions(Trial trial) {
    Path file = files(trial).predictions(SplitName.VALIDATION);
    write(file, evaluated(trial, e -> e.predict(dataset.validation())));
    return file;
  }

  /** The metrics of always predicting the training split's click rate. */
  Comparison.Row baseRate() {
    Manifest data = dataset.manifest();
    double rate = data.train().clickRate();
    return Comparison.Row.baseRate(
        Metrics.ofConstant(rate, data.validation()), Metrics.ofConstant(rate, data.test()));
  }

  /**
   * Copies the model of the chosen setting to where it would be without tuning: {@code
   * networks/NAME/training-N}.
   *
   * @throws BadDataException if a training of the network without overrides has its model there
   */
  void publish(Trial trial) {
    TrialFiles from = files(trial);
    TrialFiles to =
        files(new Trial(trial.network(), trial.experiment(), List.of(), trial.number()));
    if (from.equals(to) || !from.hasWeights()) {
      return;
    }
    if (to.result().isPresent()) {
      throw new BadDataException(
          to.weights() + ": is of a training without --tune; name another directory with --out");
    }
    try {
      Files.createDirectories(to.directory().getParent());
      ModelCopies.publish(from.directory(), to.directory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The model of a trained network. */
  public Path model(Trial trial) {
    return files(trial).directory();
  }

  private <T> T evaluated(Trial trial, Function<Evaluation, T> use) {
    return workers
        .map(
            List.of(trial),
            one -> {
              try {
                ModelDirectory model = ModelDirectory.read(files(trial).directory());
                try (ModelWeights weights = model.weights()) {
                  return use.apply(new Evaluation(model.model().build(), weights));
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .get(0);
  }

  private TrialFiles files(Trial trial) {
    return new TrialFiles(trial.files(root));
  }

  private static void write(Path file, Predictions predictions) {
    try {
      PredictionFile.write(file, predictions);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
