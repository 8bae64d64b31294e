package io.nasrec.experiments.run;

import com.fasterxml.jackson.core.type.TypeReference;
import io.nasrec.data.AtomicFile;
import io.nasrec.data.CheckedJson;
import io.nasrec.data.DamagedFileException;
import io.nasrec.data.Dataset;
import io.nasrec.data.Manifest;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.setup.Provenance;
import io.nasrec.experiments.setup.Settings;
import io.nasrec.search.retraining.Retrained;
import io.nasrec.search.retraining.RetrainedFiles;
import io.nasrec.search.retraining.Retraining;
import io.nasrec.search.retraining.TestEvaluation;
import io.nasrec.space.Architecture;
import io.nasrec.space.InterchangeFile;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.evaluation.Predictions;
import io.nasrec.supernet.model.NetworkDefinition;
import io.nasrec.supernet.model.SavedModel;
import io.nasrec.supernet.network.Subnet;
import io.nasrec.supernet.weights.Checkpoint;
import io.nasrec.supernet.weights.ModelWeights;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Saves the network that is best on validation, and evaluates it on the test split once. */
final class WinnerStage {
  private final Experiment experiment;
  private final Settings settings;
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

  /** The saved result of the test, so that a resumed run does not evaluate again. */
  private record Tested(String fingerprint, long embeddingParameters, Metrics test) {}

  @Inject
  WinnerStage(Experiment experiment, Settings settings, RunDirectory directory) {
    this.experiment = experiment;
    this.settings = settings;
    this.directory = directory;
  }

  /** The files that exist when the stage is finished. */
  List<Path> leaves() {
    return List.of(directory.winner(), directory.bestArchitecture(), directory.bestNetwork());
  }

  /**
   * Saves and tests the best network.
   *
   * @throws DamagedFileException if its weights are damaged; files saved before stay unchanged
   */
  Winner run(Dataset dataset, List<Retrained> retrained) throws IOException {
    Retrained best = Retrained.best(retrained);
    Architecture architecture = best.candidate().proposal().architecture();
    Retraining.Setup setup = settings.retraining(dataset.manifest());
    RetrainedFiles files = new RetrainedFiles(directory.candidates());
    Path checkpoint = files.checkpoint(best.candidate(), best.rank());
    Path logits = files.testLogits(best.candidate(), best.rank());
    Subnet network = setup.network(architecture);
    Optional<Tested> before = CheckedJson.read(directory.winner(), new TypeReference<>() {});
    Predictions said;
    Tested tested;
    try (ModelWeights weights = setup.standAlone().zeros(network)) {
      Map<String, String> metadata = Checkpoint.read(checkpoint, weights);
      Provenance.requireData(checkpoint, metadata, dataset);
      // Only weights that have been read and checked are saved.
      Checkpoint.write(directory.bestNetwork(), weights, metadata);
      describe(architecture, setup, dataset.manifest());
      AtomicFile.write(
          directory.bestArchitecture(),
          CheckedJson.text(
              InterchangeFile.of(architecture, setup.networks().layerNorm()).document()));
      String training =
          architecture.fingerprint() + " " + Provenance.training(experiment, dataset.manifest());
      said = Predictions.read(logits, dataset.test().rows(), training).orElse(null);
      tested =
          before.filter(kept -> kept.fingerprint().equals(architecture.fingerprint())).orElse(null);
      if (said == null || tested == null) {
        said =
            new TestEvaluation(dataset.test())
                .predictions(architecture.fingerprint(), new Evaluation(network, weights));
        said.write(logits, training);
        tested =
            new Tested(
                architecture.fingerprint(), weights.embeddings().parameters(), said.metrics());
      }
    }
    CheckedJson.write(directory.winner(), tested);
    return new Winner(best, tested.embeddingParameters(), tested.test(), said);
  }

  /**
   * Turns the weights into a model by adding its description, for {@code nasrec evaluate} and
   * others.
   */
  private void describe(Architecture architecture, Retraining.Setup setup, Manifest data)
      throws IOException {
    new SavedModel(
            new NetworkDefinition.Searched(architecture, setup.networks().layerNorm()),
            setup.networks().input(),
            setup.standAlone().cardinalities(),
            setup.standAlone().maxEmbeddingRows(),
            data.digest(),
            Provenance.of(experiment, data))
        .describe(directory.bestNetwork());
  }
}
