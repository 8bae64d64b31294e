package io.nasrec.supernet.trial;

import io.nasrec.commons.AtomicFile;
import io.nasrec.data.Dataset;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.model.SavedModel;
import io.nasrec.supernet.model.Tested;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes model directories of trained weights.
 *
 * @param dataset the data that was learned from
 * @param cards writes a model's description for people
 */
record Models(Dataset dataset, Function<SavedModel, String> cards) {
  private static final Logger LOG = LoggerFactory.getLogger(Models.class);

  /**
   * Makes a directory with weights a model, or checks the model that it is. Missing files are
   * written again, except the weights.
   *
   * @param directory contains the weights
   * @param model its description, if it has none yet
   * @throws io.nasrec.commons.DamagedFileException if a file is damaged
   */
  void keep(Path directory, SavedModel model) throws IOException {
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
  }

  /** Adds the result of the test split to a model, unless it has one. */
  void tested(Path directory, Tested tested) throws IOException {
    SavedModel model = ModelDirectory.read(directory).model();
    if (model.test().isEmpty()) {
      card(directory, model.with(tested));
      ModelDirectory.describe(directory, model.with(tested), dataset.directory());
    }
  }

  private void card(Path directory, SavedModel model) throws IOException {
    AtomicFile.write(directory.resolve(ModelDirectory.CARD), cards.apply(model));
  }
}
