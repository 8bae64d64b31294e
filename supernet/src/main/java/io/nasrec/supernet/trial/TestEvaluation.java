package io.nasrec.supernet.trial;

import io.nasrec.data.TestSplit;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.evaluation.Predictions;

/**
 * The one class that receives the test split: each reported network is evaluated on it once, after
 * everything has been decided on validation.
 *
 * @param test the test split
 */
public record TestEvaluation(TestSplit test) {

  /**
   * Evaluates a network.
   *
   * @param name the network's name in the report
   * @throws IllegalStateException if the test rows were shown to that network before
   */
  public Predictions predictions(String name, Evaluation evaluation) {
    return test.reveal(name, evaluation::predict);
  }
}
