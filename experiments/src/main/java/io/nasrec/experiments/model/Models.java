package io.nasrec.experiments.model;

import io.nasrec.commons.AtomicFile;
import io.nasrec.data.Dataset;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.setup.Provenance;
import io.nasrec.experiments.setup.Settings;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.model.ModelData;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.model.NetworkDefinition;
import io.nasrec.supernet.model.SavedModel;
import io.nasrec.supernet.model.Tested;
import io.nasrec.supernet.training.StandAlone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes model directories of the weights that an experiment trains over a data set. */
public final class Models {
  private static final Logger LOG = LoggerFactory.getLogger(Models.class);

  private final Dataset dataset;

  /**
   * @param dataset the data that is learned from
   */
  public Models(Dataset dataset) {
    this.dataset = dataset;
  }

  /**
   * Describes a network.
   *
   * @param experiment its experiment
   * @param network its definition
   * @param standAlone how it is trained
   * @param validation metrics of its weights on the validation split
   * @param more provenance beside that of the experiment
   */
  public SavedModel describe(
      Experiment experiment,
      NetworkDefinition network,
      StandAlone standAlone,
      Metrics validation,
      Map<String, String> more) {
    Map<String, String> provenance = new TreeMap<>(Provenance.of(experiment, dataset.manifest()));
    provenance.putAll(more);
    return new SavedModel(
        network,
        new Settings(experiment).input(dataset.manifest()),
        standAlone.cardinalities(),
        standAlone.maxEmbeddingRows(),
        ModelData.of(dataset.manifest()),
        validation,
        provenance);
  }

  /**
   * Makes a directory with weights a model, or checks the model that it is. Missing files are
   * written again, except the weights.
   *
   * @param directory contains the weights
   * @param model its description, if it has none yet
   * @throws io.nasrec.commons.DamagedFileException if a file is damaged
   */
  public void keep(Path directory, SavedModel model) {
    try {
      if (!ModelDirectory.isModel(directory)) {
        ModelDirectory.describe(directory, model, dataset.directory());
      }
      Path vocabulary = directory.resolve(ModelDirectory.VOCABULARY);
      Path source = dataset.directory().resolve(ModelDirectory.VOCABULARY);
      if (!Files.exists(vocabulary) && Files.exists(source)) {
        LOG.warn("{} is missing: it is made again", vocabulary);
        ModelDirectory.link(source, vocabulary);
      }
      ModelDirectory kept = ModelDirectory.open(directory);
      if (!Files.exists(directory.resolve(ModelDirectory.CARD))) {
        card(directory, kept.model());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the result of the test split to a model, unless it has one. */
  public void tested(Path directory, Tested tested) {
    try {
      SavedModel model = ModelDirectory.read(directory).model();
      if (model.test().isEmpty()) {
        card(directory, model.with(tested));
        ModelDirectory.describe(directory, model.with(tested), dataset.directory());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void card(Path directory, SavedModel model) throws IOException {
    AtomicFile.write(directory.resolve(ModelDirectory.CARD), ModelCard.of(model));
  }
}
