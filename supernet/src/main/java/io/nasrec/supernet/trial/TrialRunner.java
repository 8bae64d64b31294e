package io.nasrec.supernet.trial;

import io.nasrec.commons.Progress;
import io.nasrec.data.Dataset;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.engine.Workers;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.evaluation.Predictions;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.model.SavedModel;
import io.nasrec.supernet.model.Tested;
import io.nasrec.supernet.training.Budget;
import io.nasrec.supernet.weights.ModelWeights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs lists of trials side by side, each with one engine thread; the results do not depend on the
 * number of workers. Work done by an earlier start is not repeated, and an interrupted training
 * goes on from its last state. What was trained becomes a model.
 */
public final class TrialRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrialRunner.class);

  private final Dataset dataset;
  private final Workers workers;
  private final Models models;
  private final TestEvaluation test;
  private final Progress progress;

  /**
   * @param dataset the data to train on
   * @param workers the threads that train, closed with this
   * @param cards writes a model's description for people
   */
  public TrialRunner(
      Dataset dataset, Workers workers, Function<SavedModel, String> cards, Progress progress) {
    this.dataset = dataset;
    this.workers = workers;
    this.models = new Models(dataset, cards);
    this.test = new TestEvaluation(dataset.test());
    this.progress = progress;
  }

  /** Trains to the end; see the next method. */
  public List<TrialResult> run(String stage, List<Trial> trials) {
    return run(stage, trials, Budget.COMPLETE);
  }

  /**
   * Trains up to a budget. Progress is reported as one stage, in steps over all trials; one that
   * stops early, diverges or was trained before counts in full. What is trained to the end becomes
   * a model.
   *
   * @param stage the stage's name in progress reports
   * @return one result per trial, in the same order
   */
  public List<TrialResult> run(String stage, List<Trial> trials, Budget budget) {
    JointProgress joint = new JointProgress(stage, trials.size(), progress);
    return workers.map(
        IntStream.range(0, trials.size()).boxed().toList(),
        i -> {
          try {
            TrialResult result = result(trials.get(i), budget, joint.part(i));
            joint.complete(i);
            return result;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private TrialResult result(Trial trial, Budget budget, Progress part) throws IOException {
    TrialFiles files = new TrialFiles(trial);
    long stop = trial.recipe().training().stop(budget, dataset.train().rows());
    Optional<TrialResult> before = files.found(stop);
    TrialResult result = before.isPresent() ? before.get() : train(trial, budget, files, part);
    if (result.complete()) {
      keep(trial, result);
    }
    LOG.info(
        "{} {}: {} ({} s)",
        before.isPresent() ? "found" : "trained",
        trial.name(),
        result,
        String.format(Locale.ROOT, "%.1f", result.seconds()));
    return result;
  }

  private TrialResult train(Trial trial, Budget budget, TrialFiles files, Progress part)
      throws IOException {
    files.prepare();
    return files.save(trial.train(dataset, budget, files.snapshots(), part));
  }

  /**
   * Trains to the end, evaluates each on the test split once, and keeps the numbers alone: the
   * weights are deleted as soon as they have been measured. Work done by an earlier start is not
   * repeated.
   *
   * @param stage the stage's name in progress reports
   * @param done is told of each trial when it is measured, by its index, in the order in which that
   *     happens and never twice at once
   * @return one per trial, in the same order
   */
  public List<Measured> measured(
      String stage, List<Trial> trials, BiConsumer<Integer, Measured> done) {
    JointProgress joint = new JointProgress(stage, trials.size(), progress);
    return workers.map(
        IntStream.range(0, trials.size()).boxed().toList(),
        i -> {
          try {
            Measured measured = measured(trials.get(i), joint.part(i));
            joint.complete(i);
            synchronized (done) {
              done.accept(i, measured);
            }
            return measured;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private Measured measured(Trial trial, Progress part) throws IOException {
    NumbersFile numbers = new NumbersFile(trial);
    Optional<Measured> before = numbers.found();
    if (before.isPresent()) {
      numbers.dropOthers();
      return before.get();
    }
    TrialResult result = result(trial, Budget.COMPLETE, part);
    Optional<Tested> test =
        result.trained()
            ? Optional.of(Tested.of(tested(trial, trial.recipe().engine())))
            : Optional.empty();
    Measured measured = new Measured(result, test);
    numbers.keep(measured);
    numbers.dropOthers();
    return measured;
  }

  /**
   * Makes a model of a trial that stopped at its budget and will not be continued.
   *
   * @param result its last
   */
  public void end(Trial trial, TrialResult result) {
    try {
      keep(trial, result);
      new TrialFiles(trial).snapshots().dropState();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void keep(Trial trial, TrialResult result) throws IOException {
    if (result.trained()) {
      models.keep(trial.directory(), trial.model(dataset.manifest(), result.validation()));
    }
  }

  /** The predictions of trained networks for the test split, as below. */
  public List<Predictions> tested(List<Trial> trials) {
    return workers.map(trials, trial -> tested(trial, trial.recipe().engine()));
  }

  /**
   * A trained network's predictions for the test split, made once and later read from a file.
   *
   * @param engine on which they are made
   * @throws IllegalStateException if the test rows were shown to that network before
   */
  public Predictions tested(Trial trial, Engine engine) {
    return tested(trial.name(), new TrialFiles(trial).test(), engine);
  }

  private Predictions tested(String name, TestFiles files, Engine engine) {
    try {
      Optional<Predictions> before = files.predictions(dataset.test().rows());
      Predictions seen =
          before.isPresent()
              ? before.get()
              : evaluated(files.directory(), engine, network -> test.predictions(name, network));
      if (before.isEmpty()) {
        files.keep(seen);
      }
      models.tested(files.directory(), files.keep(Tested.of(seen)));
      return seen;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A trained network's predictions for the validation split. */
  public Predictions validated(Trial trial) {
    return validated(List.of(trial)).get(0);
  }

  /** Trained networks' predictions for the validation split. */
  public List<Predictions> validated(List<Trial> trials) {
    return workers.map(
        trials,
        trial ->
            evaluated(
                trial.directory(),
                trial.recipe().engine(),
                network -> network.predict(dataset.validation())));
  }

  /**
   * Makes a model of several trained networks, or finds it.
   *
   * @param engine on which weights are copied
   * @throws io.nasrec.commons.DamagedFileException if a model is damaged
   */
  public void build(TrainedEnsemble ensemble, Engine engine) {
    try {
      models.keep(ensemble.directory(), ensemble.build(engine));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An ensemble's predictions for the test split, like those of a network. */
  public Predictions tested(TrainedEnsemble ensemble, Engine engine) {
    return tested(ensemble.name(), new TestFiles(ensemble.directory(), ensemble.digest()), engine);
  }

  private static Predictions evaluated(
      Path directory, Engine engine, Function<Evaluation, Predictions> use) {
    try {
      ModelDirectory model = ModelDirectory.read(directory);
      try (ModelWeights weights = model.weights(engine)) {
        return use.apply(new Evaluation(model.model().build(), weights));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends its threads. */
  @Override
  public void close() {
    workers.close();
  }
}
