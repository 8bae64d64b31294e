package io.nasrec.experiments.workflow;

import com.fasterxml.jackson.core.type.TypeReference;
import io.nasrec.commons.BadDataException;
import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.Progress;
import io.nasrec.commons.RandomStreams;
import io.nasrec.data.Dataset;
import io.nasrec.data.RowSample;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.setup.Artefact;
import io.nasrec.experiments.setup.ExperimentSetup;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.model.SupernetProvenance;
import io.nasrec.supernet.training.DivergenceException;
import io.nasrec.supernet.training.WarmUp;
import io.nasrec.supernet.weights.Checkpoint;
import io.nasrec.supernet.weights.Initializer;
import io.nasrec.supernet.weights.ModelWeights;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warms up the supernet on a sample of the training split. */
final class WarmUpStage {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUpStage.class);

  private final Experiment experiment;
  private final ExperimentSetup setup;
  private final Engine engine;
  private final RunDirectory directory;
  private final Progress progress;

  /**
   * A warm supernet.
   *
   * @param weights its weights
   * @param sample rows of the training split that it has seen
   * @param points what each step did
   */
  record Supernet(ModelWeights weights, RowSample sample, List<WarmUp.Point> points)
      implements AutoCloseable {
    long fullPathSteps() {
      return points.stream().filter(WarmUp.Point::fullPath).count();
    }

    @Override
    public void close() {
      weights.close();
    }
  }

  /** The content of warm-up.json. */
  private record Steps(List<WarmUp.Point> points) {}

  @Inject
  WarmUpStage(
      Experiment experiment,
      ExperimentSetup setup,
      Engine engine,
      RunDirectory directory,
      Progress progress) {
    this.experiment = experiment;
    this.setup = setup;
    this.engine = engine;
    this.directory = directory;
    this.progress = progress;
  }

  /** The warm supernet, trained or read back; the caller closes it. */
  Supernet run(Dataset dataset, NetworkBuilder networks) throws IOException {
    int rows = dataset.train().rows();
    int size = (int) Math.min(rows, experiment.warmUp().sample().outOf(rows));
    RowSample sample =
        RowSample.draw(rows, size, RandomStreams.stream(experiment.seed(), "warm-up-sample"));
    ModelWeights weights =
        ModelWeights.shared(
            engine,
            networks.supernetWeights(),
            dataset.manifest().cardinalities(),
            networks.input().embeddingDim(),
            setup.warmUpEmbeddingRows());
    try {
      return new Supernet(weights, sample, points(dataset, networks, weights, sample));
    } catch (IOException | RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  private List<WarmUp.Point> points(
      Dataset dataset, NetworkBuilder networks, ModelWeights weights, RowSample sample)
      throws IOException {
    if (Files.exists(directory.supernet())) {
      Optional<Steps> steps = CheckedJson.read(directory.warmUp(), new TypeReference<>() {});
      if (steps.isPresent()) {
        Map<String, String> metadata = Checkpoint.read(directory.supernet(), weights);
        requireSame(SupernetProvenance.of(directory.supernet(), metadata), dataset);
        LOG.info("warm-up: found {}", directory.supernet());
        return steps.get().points();
      }
      LOG.warn("{} is missing: the supernet is warmed up again", directory.warmUp());
    }
    Initializer initializer = setup.initializer("supernet");
    initializer.fill(weights.parameters());
    initializer.fill(weights.embeddings());
    List<WarmUp.Point> points = warmUp(dataset, networks, weights, sample);
    // The points are written first, so that they exist whenever the supernet does.
    CheckedJson.write(directory.warmUp(), new Steps(points));
    SupernetProvenance provenance =
        new SupernetProvenance(
            setup.provenance(dataset.manifest()), Artefact.SUPERNET.settings(experiment));
    Checkpoint.write(directory.supernet(), weights, provenance.texts());
    return points;
  }

  /** A run that differs only in what comes after the warm-up may have the same supernet. */
  private void requireSame(SupernetProvenance found, Dataset dataset) {
    String digest = dataset.manifest().digest();
    if (!digest.equals(found.origin().dataDigest())) {
      throw new BadDataException(
          "%s: was trained on the data set of digest %s, not on %s"
              .formatted(directory.supernet(), found.origin().dataDigest(), digest));
    }
    if (!Artefact.SUPERNET.settings(experiment).equals(found.warmUpSettingsSha256())) {
      throw new BadDataException(
          directory.supernet()
              + ": comes from a run with other warm-up settings; restore it, or delete it and"
              + " resume, and the supernet is warmed up again");
    }
  }

  private List<WarmUp.Point> warmUp(
      Dataset dataset, NetworkBuilder networks, ModelWeights weights, RowSample sample) {
    try {
      return new WarmUp(networks, setup.warmUp(sample.size()), experiment.seed())
          .run(weights, dataset.train(), sample, progress);
    } catch (DivergenceException e) {
      throw Divergence.in(
          "warmUp",
          experiment.warmUp().learningRate(),
          "the warm-up diverged (" + e.getMessage() + ")");
    }
  }
}
