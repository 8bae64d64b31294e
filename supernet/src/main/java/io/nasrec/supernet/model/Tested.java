package io.nasrec.supernet.model;

import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.evaluation.Predictions;

/**
 * The result of a network's one evaluation on the test split.
 *
 * @param metrics over all rows
 * @param logLossError standard error of the log loss; NaN for a single row
 */
public record Tested(Metrics metrics, double logLossError) {

  /** The result of predictions. */
  public static Tested of(Predictions predictions) {
    return new Tested(predictions.metrics(), predictions.lossError());
  }
}
