package io.nasrec.supernet.trial;

import com.fasterxml.jackson.core.type.TypeReference;
import io.nasrec.commons.CheckedJson;
import io.nasrec.supernet.evaluation.Predictions;
import io.nasrec.supernet.model.Tested;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the test split said of a model, beside it.
 *
 * @param directory the model's
 * @param digest of the training, or the choice, that the model comes from
 */
record TestFiles(Path directory, String digest) {

  /** The predictions, for row by row comparison. */
  private Path logits() {
    return directory.resolve("test-logits.safetensors");
  }

  private Path metrics() {
    return directory.resolve("test.json");
  }

  /**
   * The predictions that were kept.
   *
   * @param rows of the split
   */
  Optional<Predictions> predictions(int rows) throws IOException {
    return Predictions.read(logits(), rows, digest);
  }

  void keep(Predictions predictions) throws IOException {
    predictions.write(logits(), digest);
  }

  /** Keeps the metrics; the first stand, as the same weights give the same. */
  Tested keep(Tested tested) throws IOException {
    Optional<Tested> before = CheckedJson.read(metrics(), new TypeReference<>() {});
    if (before.isEmpty()) {
      CheckedJson.write(metrics(), tested);
    }
    return before.orElse(tested);
  }

  void delete() throws IOException {
    Files.deleteIfExists(metrics());
    Files.deleteIfExists(logits());
  }
}
