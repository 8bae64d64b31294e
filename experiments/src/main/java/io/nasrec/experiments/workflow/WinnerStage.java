package io.nasrec.experiments.workflow;

import io.nasrec.commons.AtomicFile;
import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.data.Dataset;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.WinnerKind;
import io.nasrec.space.Architecture;
import io.nasrec.space.InterchangeFile;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.evaluation.Predictions;
import io.nasrec.supernet.model.ModelCopies;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.trial.Trial;
import io.nasrec.supernet.trial.TrialRunner;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Saves the network that is best on validation, and evaluates it on the test split once. */
final class WinnerStage {
  private final Experiment experiment;
  private final RunDirectory directory;
  private final Engine engine;
  private final TrialRunners runners;

  /**
   * The winner.
   *
   * @param retrained its training
   * @param embeddingParameters scalars in its embedding tables
   * @param test metrics of its kept weights on the test split
   * @param said its predictions for the test split
   */
  record Winner(Retrained retrained, long embeddingParameters, Metrics test, Predictions said) {
    Architecture architecture() {
      return retrained.architecture();
    }
  }

  /** The content of winner.json. */
  private record Kept(String fingerprint, long embeddingParameters, Metrics test) {}

  @Inject
  WinnerStage(Experiment experiment, RunDirectory directory, Engine engine, TrialRunners runners) {
    this.experiment = experiment;
    this.directory = directory;
    this.engine = engine;
    this.runners = runners;
  }

  /** The files that exist when the stage is finished. */
  List<Path> leaves() {
    return List.of(directory.winner(), directory.bestArchitecture(), directory.model());
  }

  /**
   * Saves and tests the best network.
   *
   * @throws DamagedFileException if its weights are damaged; files saved before stay unchanged
   */
  Winner run(Dataset dataset, List<Retrained> retrained) throws IOException {
    List<Contender> contenders = retrained.stream().map(Retrained::contender).toList();
    Contender contender = Contender.best(contenders).orElseThrow();
    Retrained best = retrained.get(contenders.indexOf(contender));
    Architecture architecture = best.architecture();
    Trial trial = contender.published().trial();
    Path own = trial.directory();
    ModelDirectory model = ModelDirectory.open(own);
    model.requireData(dataset.manifest());
    AtomicFile.write(
        directory.bestArchitecture(),
        CheckedJson.text(InterchangeFile.of(architecture, best.layerNorm()).document()));
    try (TrialRunner runner = runners.on(dataset)) {
      Predictions said = runner.tested(trial, engine);
      Kept tested =
          new Kept(architecture.fingerprint(), model.model().embeddingParameters(), said.metrics());
      if (experiment.selected().winner() == WinnerKind.NETWORK) {
        ModelCopies.publish(own, directory.model());
      }
      CheckedJson.write(directory.winner(), tested);
      return new Winner(best, tested.embeddingParameters(), tested.test(), said);
    }
  }
}
