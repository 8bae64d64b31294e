package io.nasrec.supernet.trial;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.commons.CheckedJson;
import io.nasrec.supernet.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A trial's result as a file has it.
 *
 * @param training digest of everything that determines the result
 * @param best null if there is none
 * @param diverged the cause; null unless training diverged
 */
record KeptResult(
    String training,
    TrialResult.Costs costs,
    double seconds,
    boolean complete,
    List<Training.Evaluated> history,
    Training.Evaluated best,
    List<Double> progressive,
    String diverged) {
  private static final String PROGRESSIVE = "progressive";

  /** What a file keeps of a result. */
  static KeptResult of(String training, TrialResult result) {
    return new KeptResult(
        training,
        result.costs(),
        result.seconds(),
        result.complete(),
        result.curve(),
        result.best().orElse(null),
        result.progressive(),
        result.diverged().orElse(null));
  }

  /** Reads a file, if it exists; those of earlier versions lack the progressive losses. */
  static Optional<KeptResult> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    ObjectNode document = CheckedJson.read(file);
    if (!document.has(PROGRESSIVE)) {
      document.putArray(PROGRESSIVE);
    }
    return Optional.of(CheckedJson.bound(file, document, new TypeReference<>() {}));
  }

  TrialResult result() {
    return diverged != null
        ? new TrialResult.Diverged(costs, history, diverged, seconds)
        : new TrialResult.Trained(
            costs, history, Optional.ofNullable(best), progressive, complete, seconds);
  }
}
