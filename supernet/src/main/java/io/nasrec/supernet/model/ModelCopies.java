package io.nasrec.supernet.model;

import io.nasrec.commons.AtomicFile;
import io.nasrec.commons.DamagedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Models at a second place, where they use no disk space of their own if that is possible. */
public final class ModelCopies {
  private static final Logger LOG = LoggerFactory.getLogger(ModelCopies.class);
  private static final List<String> FILES =
      List.of(
          ModelDirectory.WEIGHTS,
          ModelDirectory.VOCABULARY,
          ModelDirectory.CARD,
          ModelDirectory.MODEL);

  private ModelCopies() {}

  /**
   * Puts a model at a second place, complete or not at all. An earlier model there is replaced only
   * after this one was checked, and stays if it is the same.
   *
   * @param from a model directory
   * @param to the second place
   * @throws DamagedFileException if the model is damaged
   */
  public static void publish(Path from, Path to) throws IOException {
    ModelDirectory model = ModelDirectory.open(from);
    if (isSame(model, to)) {
      return;
    }
    Path staged = to.resolveSibling("." + to.getFileName() + ".partial");
    Path old = to.resolveSibling("." + to.getFileName() + ".old");
    delete(staged);
    Files.createDirectories(staged);
    for (String name : FILES) {
      if (Files.exists(from.resolve(name))) {
        ModelDirectory.link(from.resolve(name), staged.resolve(name));
      }
    }
    AtomicFile.forceEntries(staged);
    delete(old);
    if (Files.exists(to)) {
      Files.move(to, old, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(staged, to, StandardCopyOption.ATOMIC_MOVE);
    AtomicFile.forceEntries(to.toAbsolutePath().getParent());
    delete(old);
  }

  private static boolean isSame(ModelDirectory model, Path other) throws IOException {
    if (!ModelDirectory.isModel(other) || !Files.exists(other.resolve(ModelDirectory.CARD))) {
      return false;
    }
    try {
      return ModelDirectory.open(other).version().equals(model.version());
    } catch (DamagedFileException e) {
      LOG.warn("{}; it is written again", e.getMessage());
      return false;
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> entries = Files.list(directory)) {
      files = entries.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(directory);
  }
}
