package io.nasrec.experiments.workflow;

import io.nasrec.commons.Progress;
import io.nasrec.data.Dataset;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.model.Models;
import io.nasrec.experiments.setup.Provenance;
import io.nasrec.experiments.setup.Settings;
import io.nasrec.search.retraining.Retrained;
import io.nasrec.search.retraining.RetrainedFiles;
import io.nasrec.search.retraining.Retraining;
import io.nasrec.search.retraining.TopNetworks;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.supernet.engine.Workers;
import io.nasrec.supernet.model.NetworkDefinition;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Trains the best networks from scratch and compares them on validation. */
final class RetrainStage {
  private final Experiment experiment;
  private final Settings settings;
  private final RunDirectory directory;
  private final Progress progress;

  @Inject
  RetrainStage(
      Experiment experiment, Settings settings, RunDirectory directory, Progress progress) {
    this.experiment = experiment;
    this.settings = settings;
    this.directory = directory;
    this.progress = progress;
  }

  /** The retrained networks, best score first. */
  List<Retrained> run(Dataset dataset, List<Candidate> candidates) throws IOException {
    Files.createDirectories(directory.candidates());
    RetrainedFiles files =
        new RetrainedFiles(
            directory.candidates(), Provenance.training(experiment, dataset.manifest()));
    Retraining.Setup setup = settings.retraining(dataset.manifest());
    Models models = new Models(dataset);
    Retraining retraining =
        new Retraining(
            setup,
            files,
            Provenance.of(experiment, dataset.manifest()),
            retrained ->
                models.keep(
                    files.directory(retrained.candidate(), retrained.rank()),
                    models.describe(
                        experiment,
                        new NetworkDefinition.Searched(
                            retrained.candidate().proposal().architecture(),
                            setup.networks().layerNorm()),
                        setup.standAlone(),
                        retrained.validation().orElseThrow(),
                        Map.of())));
    try (Workers workers = new Workers(experiment.search().workers())) {
      List<Retrained> retrained =
          retraining.run(
              TopNetworks.of(candidates, experiment.search().topK()),
              dataset.train(),
              dataset.validation(),
              workers,
              progress);
      requireOne(retrained);
      return retrained;
    }
  }

  private void requireOne(List<Retrained> retrained) {
    List<String> causes = new ArrayList<>();
    for (Retrained network : retrained) {
      if (network.result() instanceof Retrained.Diverged diverged) {
        causes.add("rank " + network.rank() + ": " + diverged.cause());
      }
    }
    if (causes.size() == retrained.size()) {
      throw Divergence.in(
          "retrain",
          experiment.retrain().learningRate(),
          "every training diverged (" + String.join("; ", causes) + ")");
    }
  }
}
