package io.nasrec.experiments.workflow;

import io.nasrec.commons.AtomicFile;
import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.data.Dataset;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.model.Models;
import io.nasrec.experiments.setup.Provenance;
import io.nasrec.search.retraining.Retrained;
import io.nasrec.search.retraining.RetrainedFiles;
import io.nasrec.search.retraining.TestEvaluation;
import io.nasrec.space.Architecture;
import io.nasrec.space.InterchangeFile;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.evaluation.Predictions;
import io.nasrec.supernet.model.ModelCopies;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.model.Tested;
import io.nasrec.supernet.weights.ModelWeights;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Saves the network that is best on validation, and evaluates it on the test split once. */
final class WinnerStage {
  private final Experiment experiment;
  private final RunDirectory directory;

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
      return retrained.candidate().proposal().architecture();
    }
  }

  /** The content of winner.json. */
  private record Kept(String fingerprint, long embeddingParameters, Metrics test) {}

  @Inject
  WinnerStage(Experiment experiment, RunDirectory directory) {
    this.experiment = experiment;
    this.directory = directory;
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
    Retrained best = Retrained.best(retrained);
    Architecture architecture = best.candidate().proposal().architecture();
    RetrainedFiles files =
        new RetrainedFiles(
            directory.candidates(), Provenance.training(experiment, dataset.manifest()));
    Path own = files.directory(best.candidate(), best.rank());
    ModelDirectory model = ModelDirectory.open(own);
    model.requireData(dataset.manifest());
    AtomicFile.write(
        directory.bestArchitecture(),
        CheckedJson.text(
            InterchangeFile.of(architecture, experiment.space().layerNorm()).document()));
    Predictions said =
        said(
            dataset,
            model,
            files.testLogits(best.candidate(), best.rank()),
            files.training(best.candidate()));
    Kept tested =
        new Kept(architecture.fingerprint(), model.model().embeddingParameters(), said.metrics());
    new Models(dataset).tested(own, new Tested(tested.test(), said.lossError()));
    ModelCopies.publish(own, directory.model());
    CheckedJson.write(directory.winner(), tested);
    return new Winner(best, tested.embeddingParameters(), tested.test(), said);
  }

  /** The predictions for the test split: those of an earlier start, or else new ones. */
  private Predictions said(Dataset dataset, ModelDirectory model, Path file, String training)
      throws IOException {
    Optional<Predictions> before = Predictions.read(file, dataset.test().rows(), training);
    if (before.isPresent()) {
      return before.get();
    }
    try (ModelWeights weights = model.weights()) {
      Predictions said =
          new TestEvaluation(dataset.test())
              .predictions(
                  model.model().network().label(), new Evaluation(model.model().build(), weights));
      said.write(file, training);
      return said;
    }
  }
}
