package io.nasrec.experiments.trial;

import io.nasrec.commons.Progress;
import io.nasrec.commons.Sha256;
import io.nasrec.data.Manifest;
import io.nasrec.experiments.model.Models;
import io.nasrec.search.retraining.JointProgress;
import io.nasrec.supernet.engine.Workers;
import io.nasrec.supernet.model.AllRowsTraining;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.training.DivergenceException;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.weights.ModelWeights;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats finished trainings on all rows, with those of validation and test: as many passes over
 * the rows as were best on validation, at the same learning rates. Nothing measures the result.
 */
public final class AllRowsTrials {
  private static final Logger LOG = LoggerFactory.getLogger(AllRowsTrials.class);

  private final TrialSetup setup;
  private final Models models;
  private final Path root;
  private final Workers workers;
  private final Progress progress;

  AllRowsTrials(TrialSetup setup, Path root, Workers workers, Progress progress) {
    this.setup = setup;
    this.models = new Models(setup.dataset());
    this.root = root;
    this.workers = workers;
    this.progress = progress;
  }

  /**
   * Trains on all rows.
   *
   * @param trials the trainings
   * @param chosen their results, in the same order; none diverged
   * @return one result per trial, in the same order
   */
  public List<AllRowsResult> train(List<Trial> trials, List<TrialResult> chosen) {
    JointProgress joint = new JointProgress("all rows", trials.size(), progress);
    return workers.map(
        IntStream.range(0, trials.size()).boxed().toList(),
        i -> {
          Trial trial = trials.get(i);
          AllRowsTraining rows = plan(trial, chosen.get(i));
          Optional<AllRowsResult> before = found(trial, rows);
          AllRowsResult result = before.orElseGet(() -> train(trial, rows, joint.part(i)));
          joint.complete(i);
          LOG.info(
              "{} {}: {}",
              before.isPresent() ? "found" : "trained",
              trial.allRowsName(),
              result.trained() ? rows.steps() + " steps" : "diverged: " + result.diverged());
          if (result.trained()) {
            models.keep(model(trial), setup.model(models, trial, chosen.get(i)).trainedOn(rows));
          }
          return result;
        });
  }

  /** The model of a network that was trained on all rows. */
  public Path model(Trial trial) {
    return trial.allRowsFiles(root);
  }

  private AllRowsTraining plan(Trial trial, TrialResult chosen) {
    Manifest data = setup.dataset().manifest();
    int rows = data.train().rows() + data.validation().rows() + data.test().rows();
    Training.Settings settings = setup.standAlone(trial).training().settings();
    long best = chosen.best().step();
    long steps = settings.equalPasses(best, data.train().rows(), rows);
    return new AllRowsTraining(
        rows, steps, (double) steps / settings.stepsPerPass(rows), best, chosen.validation());
  }

  /** The steps are part of it. */
  private String training(Trial trial, AllRowsTraining rows) {
    return Sha256.of(
        "%s on all %s rows, scheduled over %s steps"
            .formatted(setup.training(trial), rows.rows(), rows.steps()));
  }

  private Optional<AllRowsResult> found(Trial trial, AllRowsTraining rows) {
    TrialFiles files = new TrialFiles(model(trial));
    Optional<AllRowsResult> result = files.allRowsResult();
    if (result.isEmpty()) {
      return result;
    }
    files.requireTraining(result.get().training(), training(trial, rows));
    if (result.get().trained() && !files.hasWeights()) {
      LOG.warn("{} is missing: it is trained again", files.weights());
      return Optional.empty();
    }
    if (result.get().trained()) {
      files.requireIntact();
    }
    return result;
  }

  private AllRowsResult train(Trial trial, AllRowsTraining rows, Progress part) {
    long start = System.nanoTime();
    TrialFiles files = new TrialFiles(model(trial));
    files.prepare();
    CtrNetwork network = setup.network(trial);
    String training = training(trial, rows);
    String diverged = null;
    try (ModelWeights weights = setup.initial(trial, network)) {
      setup
          .standAlone(trial)
          .training()
          .run(
              trial.allRowsName(),
              network,
              weights,
              setup.dataset().allRows(trial.allRowsName()),
              rows.steps(),
              setup.snapshots(trial, files, training),
              part);
    } catch (DivergenceException e) {
      diverged = e.getMessage();
    }
    AllRowsResult result =
        new AllRowsResult(training, rows, (System.nanoTime() - start) / 1e9, diverged);
    files.result(result);
    return result;
  }
}
