package io.nasrec.experiments.serve;

import io.nasrec.supernet.model.ModelDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a model's directory was exchanged. The first file to look at is the description,
 * whose checksums cover all others: a model is another one when that file has other bytes.
 */
final class ModelWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ModelWatch.class);

  private final String name;
  private final Path directory;
  private final Loader loader;
  private byte[] known;

  /** Loads a model and puts it into service. */
  @FunctionalInterface
  interface Loader {
    /** Does both. */
    void load() throws IOException;
  }

  /**
   * Watches a directory whose model is in service.
   *
   * @param description bytes of the description before the model was opened
   */
  ModelWatch(String name, Path directory, byte[] description, Loader loader) {
    this.name = name;
    this.directory = directory;
    this.loader = loader;
    known = description;
  }

  static byte[] description(Path directory) throws IOException {
    return Files.readAllBytes(directory.resolve(ModelDirectory.MODEL));
  }

  /**
   * Looks once. What cannot be opened is told once and stays out of service: the model before it
   * goes on answering.
   */
  void look() {
    byte[] found;
    try {
      found = description(directory);
    } catch (NoSuchFileException e) {
      return; // One directory was moved away and the next one is not there yet.
    } catch (IOException e) {
      LOG.warn("{}: {} cannot be read ({}); the model before goes on", name, directory, e);
      return;
    }
    if (Arrays.equals(found, known)) {
      return;
    }
    known = found;
    try {
      loader.load();
      LOG.info("{}: replaced by the model that {} holds now", name, directory);
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "{}: the new model in {} is not used, the one before goes on: {}",
          name,
          directory,
          e.getMessage());
      if (!stillThere(found)) {
        known = new byte[0]; // It was exchanged again meanwhile: look once more.
      }
    }
  }

  private boolean stillThere(byte[] description) {
    try {
      return Arrays.equals(description, description(directory));
    } catch (IOException e) {
      return false;
    }
  }
}
