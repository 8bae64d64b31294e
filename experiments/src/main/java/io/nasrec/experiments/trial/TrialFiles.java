package io.nasrec.experiments.trial;

import com.fasterxml.jackson.core.type.TypeReference;
import io.nasrec.data.AtomicFile;
import io.nasrec.data.CheckedJson;
import io.nasrec.data.DamagedFileException;
import io.nasrec.data.SplitName;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.model.SavedModel;
import io.nasrec.supernet.weights.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;

/**
 * The files of one trial: {@code training-N.safetensors} and {@code .json} are the model; beside
 * them are the results of the training and of the evaluation on the test split, and possibly
 * predictions.
 *
 * @param stem path without the files' extensions
 */
record TrialFiles(Path stem) {
  private static final String RESULT = ".result.json";
  private static final String TEST = ".test.json";

  /** The weights; the model's description is beside them. */
  Path weights() {
    return sibling(SavedModel.WEIGHTS);
  }

  Path predictions(SplitName split) {
    return sibling("." + split.name().toLowerCase(Locale.ROOT) + ".csv");
  }

  /** The test predictions that a search keeps for row-by-row comparison. */
  Path testLogits() {
    return sibling(".test-logits.safetensors");
  }

  Optional<TrialResult> result() {
    return read(sibling(RESULT), new TypeReference<>() {});
  }

  void result(TrialResult result) {
    write(sibling(RESULT), result);
  }

  /** The metrics on the test split, if it was evaluated. */
  Optional<Metrics> test() {
    return read(sibling(TEST), new TypeReference<>() {});
  }

  void test(Metrics metrics) {
    write(sibling(TEST), metrics);
  }

  /** Whether the model's two files exist. */
  boolean hasModel() {
    return Files.exists(weights()) && Files.exists(sibling(SavedModel.DESCRIPTION));
  }

  /**
   * Checks the model's two files.
   *
   * @throws DamagedFileException if one is damaged
   */
  void requireIntact() {
    try {
      SavedModel.read(weights());
      Checkpoint.metadata(weights());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies the model, each file completely or not at all. */
  void copyModel(TrialFiles target) throws IOException {
    copy(weights(), target.weights());
    copy(sibling(SavedModel.DESCRIPTION), target.sibling(SavedModel.DESCRIPTION));
  }

  private static void copy(Path from, Path to) throws IOException {
    AtomicFile.write(
        to, temporary -> Files.copy(from, temporary, StandardCopyOption.REPLACE_EXISTING));
  }

  /**
   * Creates the files' directory and deletes results that belong to an earlier training's weights.
   */
  void prepare() {
    try {
      Files.createDirectories(stem.getParent());
      Files.deleteIfExists(sibling(TEST));
      Files.deleteIfExists(testLogits());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path sibling(String ending) {
    return stem.resolveSibling(stem.getFileName() + ending);
  }

  private static <T> Optional<T> read(Path file, TypeReference<T> type) {
    try {
      return CheckedJson.read(file, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, Object value) {
    try {
      CheckedJson.write(file, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
