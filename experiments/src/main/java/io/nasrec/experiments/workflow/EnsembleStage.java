package io.nasrec.experiments.workflow;

import io.nasrec.data.Dataset;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.evaluation.EnsembleSelection;
import io.nasrec.supernet.evaluation.Predictions;
import io.nasrec.supernet.model.ModelCopies;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.model.SavedModel;
import io.nasrec.supernet.trial.TrainedEnsemble;
import io.nasrec.supernet.trial.Trial;
import io.nasrec.supernet.trial.TrialRunner;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses an ensemble among all trainings on validation, and evaluates it on the test split. */
final class EnsembleStage {
  private static final Logger LOG = LoggerFactory.getLogger(EnsembleStage.class);

  private final Experiment experiment;
  private final RunDirectory directory;
  private final Engine engine;
  private final TrialRunners runners;

  /**
   * The ensemble.
   *
   * @param model its description
   * @param said its predictions for the test split
   */
  record Ensembled(TrainedEnsemble ensemble, SavedModel model, Predictions said) {}

  @Inject
  EnsembleStage(
      Experiment experiment, RunDirectory directory, Engine engine, TrialRunners runners) {
    this.experiment = experiment;
    this.directory = directory;
    this.engine = engine;
    this.runners = runners;
  }

  /**
   * The ensemble, if the experiment asks for one.
   *
   * @param root directory of ensembles
   */
  Optional<Ensembled> run(Dataset dataset, List<Contender> contenders, Path root)
      throws IOException {
    Optional<Integer> choices = experiment.selected().ensemble();
    if (choices.isEmpty()) {
      return Optional.empty();
    }
    List<Trial> trials =
        contenders.stream()
            .flatMap(contender -> contender.trained().stream())
            .map(Contender.Run::trial)
            .toList();
    if (trials.isEmpty()) {
      return Optional.empty();
    }
    try (TrialRunner runner = runners.on(dataset)) {
      TrainedEnsemble ensemble =
          TrainedEnsemble.of(
              root, trials, EnsembleSelection.of(runner.validated(trials), choices.get()));
      runner.build(ensemble, engine);
      LOG.info(
          "ensemble of {} of {} trainings: validation {}",
          ensemble.members().size(),
          trials.size(),
          ensemble.selection().predictions().metrics());
      return Optional.of(
          new Ensembled(
              ensemble,
              ModelDirectory.read(ensemble.directory()).model(),
              runner.tested(ensemble, engine)));
    }
  }

  /** Makes an ensemble the run's model. */
  void publish(Ensembled ensembled) throws IOException {
    ModelCopies.publish(ensembled.ensemble().directory(), directory.model());
  }
}
