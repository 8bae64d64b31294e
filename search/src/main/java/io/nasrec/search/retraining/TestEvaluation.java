package io.nasrec.search.retraining;

import io.nasrec.data.TestSplit;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.evaluation.Metrics;

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
  public Metrics of(String name, Evaluation evaluation) {
    return test.reveal(name, evaluation::on);
  }
}
