package io.nasrec.experiments.trial;

import com.fasterxml.jackson.core.type.TypeReference;
import io.nasrec.data.SplitName;
import io.nasrec.experiments.run.RunFiles;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.model.SavedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The files of one trial: {@code training-N.safetensors} and {@code .json} are the model; beside
 * them lie what came of the training, of the look at the test split, and perhaps predictions.
 *
 * @param stem path without what the files' names end with
 */
record TrialFiles(Path stem) {

  /** The weights; what they are of is described beside them. */
  Path weights() {
    return sibling(SavedModel.WEIGHTS);
  }

  Path predictions(SplitName split) {
    return sibling("." + split.name().toLowerCase(Locale.ROOT) + ".csv");
  }

  Optional<TrialResult> result() {
    return read(sibling(".result.json"), new TypeReference<>() {});
  }

  void result(TrialResult result) {
    write(sibling(".result.json"), result);
  }

  /** Metrics on the test split, if it was looked at. */
  Optional<Metrics> test() {
    return read(sibling(".test.json"), new TypeReference<>() {});
  }

  void test(Metrics metrics) {
    write(sibling(".test.json"), metrics);
  }

  /** Makes the files' directory. */
  void prepare() {
    try {
      Files.createDirectories(stem.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path sibling(String ending) {
    return stem.resolveSibling(stem.getFileName() + ending);
  }

  private static <T> Optional<T> read(Path file, TypeReference<T> type) {
    try {
      return RunFiles.read(file, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, Object value) {
    try {
      RunFiles.write(file, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
