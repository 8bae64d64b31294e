package io.nasrec.experiments.setup;

import io.nasrec.commons.Sha256;
import io.nasrec.data.Manifest;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.space.Architecture;
import io.nasrec.supernet.model.AllRowsTraining;
import io.nasrec.supernet.model.NetworkDefinition;
import io.nasrec.supernet.model.TrialProvenance;
import io.nasrec.supernet.model.WarmStart;
import io.nasrec.supernet.training.StandAlone;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.training.TrainingHyperparameters;
import io.nasrec.supernet.trial.Trial;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The trials of an experiment on a data set.
 *
 * @param start the model that weights start from; empty for initial values
 */
public record TrialSetup(Experiment experiment, Manifest data, Optional<WarmStart> start) {

  /**
   * A training from scratch.
   *
   * @param name in messages
   * @param directory of its files
   * @param number which of several trainings that differ in their random numbers, from 1
   */
  public Trial trial(String name, Path directory, NetworkDefinition network, int number) {
    StandAlone recipe = new ExperimentSetup(experiment).standAlone(data, number);
    return trial(name, directory, network, recipe, Integer.toString(number));
  }

  /**
   * A training by which a search judges a network.
   *
   * @param root directory of all of them
   */
  public Trial inSearch(Architecture architecture, Path root) {
    StandAlone recipe = new ExperimentSetup(experiment).searchTraining(data);
    return trial(
        "network " + architecture.fingerprint(),
        root.resolve(architecture.fingerprint()),
        new NetworkDefinition.Searched(architecture, experiment.space().layerNorm()),
        recipe,
        "search for %s epochs".formatted(recipe.training().hyperparameters().epochs()));
  }

  /**
   * The same training on all rows: as many passes over them as were best on validation.
   *
   * @param best where its weights were best
   */
  public Trial onAllRows(Trial trial, String name, Path directory, Training.Evaluated best) {
    int rows = data.train().rows() + data.validation().rows() + data.test().rows();
    TrainingHyperparameters hyperparameters = trial.recipe().training().hyperparameters();
    long steps = hyperparameters.equalPasses(best.step(), data.train().rows(), rows);
    return new Trial(
        name,
        directory,
        trial.network(),
        trial.input(),
        trial.recipe(),
        trial.start(),
        Optional.of(
            new AllRowsTraining(
                rows,
                steps,
                (double) steps / hyperparameters.stepsPerPass(rows),
                best.step(),
                best.validation())),
        Sha256.of(
            "%s on all %s rows, scheduled over %s steps".formatted(trial.digest(), rows, steps)),
        trial.provenance());
  }

  private Trial trial(
      String name, Path directory, NetworkDefinition network, StandAlone recipe, String training) {
    ExperimentSetup setup = new ExperimentSetup(experiment);
    Optional<String> startSha256 = start.map(warm -> warm.start().sha256());
    return new Trial(
        name,
        directory,
        network,
        setup.input(data),
        recipe,
        start,
        Optional.empty(),
        Sha256.of(
            "%s %s %s%s"
                .formatted(
                    artefact(network).digest(experiment, data),
                    network.label(),
                    training,
                    startSha256.map(sha256 -> " from " + sha256).orElse(""))),
        new TrialProvenance(setup.provenance(data), network.label(), training, startSha256));
  }

  private static Artefact artefact(NetworkDefinition network) {
    return network instanceof NetworkDefinition.Searched ? Artefact.CANDIDATE : Artefact.BASELINE;
  }
}
