package io.nasrec.experiments.trial;

import com.fasterxml.jackson.core.type.TypeReference;
import io.nasrec.commons.BadDataException;
import io.nasrec.commons.CheckedJson;
import io.nasrec.data.SplitName;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.model.Tested;
import io.nasrec.supernet.weights.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of one trial, {@code training-N}: the model, and beside it the result of the training,
 * the metrics on the test split, and perhaps predictions.
 *
 * @param directory a model directory
 */
record TrialFiles(Path directory) {
  /** The weights; a description beside them says what they are of. */
  Path weights() {
    return directory.resolve(ModelDirectory.WEIGHTS);
  }

  Path predictions(SplitName split) {
    return directory.resolve(split.label() + ".csv");
  }

  /** The predictions for the test split, for row by row comparison. */
  Path testLogits() {
    return directory.resolve("test-logits.safetensors");
  }

  Optional<TrialResult> result() {
    return read(directory.resolve("result.json"), new TypeReference<>() {});
  }

  /** The result of a training on all rows. */
  Optional<AllRowsResult> allRowsResult() {
    return read(directory.resolve("result.json"), new TypeReference<>() {});
  }

  void result(Record result) {
    write(directory.resolve("result.json"), result);
  }

  /**
   * Checks that a result is that of a training.
   *
   * @param found the digest in the result
   * @param wanted the training's
   * @throws BadDataException if it is of another one
   */
  void requireTraining(String found, String wanted) {
    if (!found.equals(wanted)) {
      throw new BadDataException(
          ("%s: was trained on other data or from another start, or is another network of that name;"
                  + " name another directory")
              .formatted(weights()));
    }
  }

  /** Metrics on the test split, if it was looked at. */
  Optional<Tested> test() {
    return read(directory.resolve("test.json"), new TypeReference<>() {});
  }

  void test(Tested tested) {
    write(directory.resolve("test.json"), tested);
  }

  /** Whether the weights are there. */
  boolean hasWeights() {
    return Files.exists(weights());
  }

  /**
   * Checks weights that are not described yet; a model is checked as a whole.
   *
   * @throws io.nasrec.commons.DamagedFileException if they are damaged
   */
  void requireIntact() {
    try {
      if (!ModelDirectory.isModel(directory)) {
        Checkpoint.metadata(weights());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the directory; whatever describes an earlier training's weights goes. */
  void prepare() {
    try {
      Files.createDirectories(directory);
      Files.deleteIfExists(directory.resolve(ModelDirectory.MODEL));
      Files.deleteIfExists(directory.resolve("test.json"));
      Files.deleteIfExists(testLogits());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
