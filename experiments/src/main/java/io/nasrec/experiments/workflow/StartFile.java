package io.nasrec.experiments.workflow;

import com.fasterxml.jackson.core.type.TypeReference;
import io.nasrec.commons.BadDataException;
import io.nasrec.commons.CheckedJson;
import io.nasrec.supernet.model.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code start.json}: the model from which all trainings of a directory start. */
final class StartFile {
  private StartFile() {}

  /**
   * Checks that a directory's trainings may go on from a start.
   *
   * @param root the directory
   * @param sha256 digest of the model's weights; empty without a model
   * @throws BadDataException if its trainings have another start
   */
  static void requireSame(Path root, Optional<String> sha256) throws IOException {
    Optional<Start> before = CheckedJson.read(file(root), new TypeReference<>() {});
    if (before.isEmpty() && (sha256.isEmpty() || !Files.exists(root.resolve("networks")))) {
      return;
    }
    if (!before.map(Start::sha256).equals(sha256)) {
      throw new BadDataException(
          "%s: its trainings start from %s, but --warm-start names %s; name another directory with --out"
              .formatted(
                  root,
                  before.map(start -> model(start.sha256())).orElse("initial values"),
                  sha256.map(StartFile::model).orElse("no model")));
    }
  }

  private static String model(String sha256) {
    return "the model with weights of SHA-256 " + sha256;
  }

  /** Writes what a directory's trainings start from. */
  static void write(Path root, Start start) throws IOException {
    CheckedJson.write(file(root), start);
  }

  private static Path file(Path root) {
    return root.resolve("start.json");
  }
}
