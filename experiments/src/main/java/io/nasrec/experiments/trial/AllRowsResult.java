package io.nasrec.experiments.trial;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.nasrec.supernet.model.AllRowsTraining;

/**
 * The result of a training on all rows; it has no metrics.
 *
 * @param training digest of everything that determined the result
 * @param rows how it was trained
 * @param seconds duration of the training, in the start that completed it
 * @param diverged why there are no weights; null otherwise
 */
public record AllRowsResult(
    String training, AllRowsTraining rows, double seconds, String diverged) {

  /** Whether there are weights. */
  @JsonIgnore
  public boolean trained() {
    return diverged == null;
  }
}
