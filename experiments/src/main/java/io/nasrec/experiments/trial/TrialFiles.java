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
 * them lie what came of the training, of the look at the test split, and perhaps predictions.
 *
 * @param stem path without what the files' names end with
 */
record TrialFiles(Path stem) {
  private static final String RESULT = ".result.json";
  private static final String TEST = ".test.json";

  /** The weights; what they are of is described beside them. */
  Path weights() {
    return sibling(SavedModel.WEIGHTS);
  }

  Path predictions(SplitName split) {
    return sibling("." + split.name().toLowerCase(Locale.ROOT) + ".csv");
  }

  /** What a search keeps of the test split, for row by row comparison. */
  Path testLogits() {
    return sibling(".test-logits.safetensors");
  }

  Optional<TrialResult> result() {
    return read(sibling(RESULT), new TypeReference<>() {});
  }

  void result(TrialResult result) {
    write(sibling(RESULT), result);
  }

  /** Metrics on the test split, if it was looked at. */
  Optional<Metrics> test() {
    return read(sibling(TEST), new TypeReference<>() {});
  }

  void test(Metrics metrics) {
    write(sibling(TEST), metrics);
  }

  /** Whether the model's two files are there. */
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

  /** Copies the model, each of its files complete or not at all. */
  void copyModel(TrialFiles target) throws IOException {
    copy(weights(), target.weights());
    copy(sibling(SavedModel.DESCRIPTION), target.sibling(SavedModel.DESCRIPTION));
  }

  private static void copy(Path from, Path to) throws IOException {
    AtomicFile.write(
        to, temporary -> Files.copy(from, temporary, StandardCopyOption.REPLACE_EXISTING));
  }

  /** Makes the files' directory; what was said of an earlier training's weights goes. */
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
