package io.nasrec.experiments.workflow;

import io.nasrec.data.Dataset;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.WinnerKind;
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

  /** The ensemble, if the experiment asks for one; publishes it if it is to be the run's model. */
  Optional<Ensembled> run(Dataset dataset, List<Retrained> retrained) throws IOException {
    Optional<Integer> choices = experiment.selected().ensemble();
    if (choices.isEmpty()) {
      return Optional.empty();
    }
    List<Trial> trials =
        retrained.stream()
            .flatMap(network -> network.trained().stream())
            .map(Retrained.Run::trial)
            .toList();
    try (TrialRunner runner = runners.on(dataset)) {
      TrainedEnsemble ensemble =
          TrainedEnsemble.of(
              directory.ensembles(),
              trials,
              EnsembleSelection.of(runner.validated(trials), choices.get()));
      runner.build(ensemble, engine);
      LOG.info(
          "ensemble of {} of {} trainings: validation {}",
          ensemble.members().size(),
          trials.size(),
          ensemble.selection().predictions().metrics());
      Predictions said = runner.tested(ensemble, engine);
      if (experiment.selected().winner() == WinnerKind.ENSEMBLE) {
        ModelCopies.publish(ensemble.directory(), directory.model());
      }
      return Optional.of(
          new Ensembled(ensemble, ModelDirectory.read(ensemble.directory()).model(), said));
    }
  }
}
