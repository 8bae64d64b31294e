package io.nasrec.experiments.serve;

import io.nasrec.supernet.model.ModelDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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

  /** The files of the model that could not be opened; null if the last one could. */
  private List<String> refused;

  private String told;

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
   * Looks once. What cannot be opened is told once and stays out of service until one of its files
   * changes, as they do where a model is copied to its place: the model before it goes on
   * answering.
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
    List<String> files = files();
    if (Arrays.equals(found, known) && (refused == null || refused.equals(files))) {
      return;
    }
    known = found;
    try {
      loader.load();
      refused = null;
      told = null;
      LOG.info("{}: replaced by the model that {} holds now", name, directory);
    } catch (IOException | RuntimeException e) {
      tell(String.valueOf(e.getMessage()));
      refused = files;
      if (!stillThere(found)) {
        known = new byte[0]; // It was exchanged again meanwhile: look once more.
      }
    }
  }

  private void tell(String problem) {
    if (!problem.equals(told)) {
      LOG.warn(
          "{}: the new model in {} is not used, the one before goes on: {}",
          name,
          directory,
          problem);
    }
    told = problem;
  }

  /** Tells changes of a model's files without reading them. */
  private List<String> files() {
    return Stream.of(ModelDirectory.MODEL, ModelDirectory.WEIGHTS, ModelDirectory.VOCABULARY)
        .map(file -> state(directory.resolve(file)))
        .toList();
  }

  private static String state(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return "%s %s %s".formatted(found.fileKey(), found.size(), found.lastModifiedTime());
    } catch (IOException e) {
      return "none";
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
