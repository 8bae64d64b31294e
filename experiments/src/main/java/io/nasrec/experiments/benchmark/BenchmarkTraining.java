package io.nasrec.experiments.benchmark;

import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.model.Tested;
import io.nasrec.supernet.training.Training;
import java.util.List;
import java.util.Optional;

/**
 * All numbers of one training.
 *
 * @param number which of the network's trainings, from 1; the same number means the same order of
 *     the rows for all networks
 * @param seed of the order of the rows and the dropout
 * @param seconds that the training took on the machine that built the benchmark
 * @param progressive mean loss of the batches of each tenth of an epoch, each before its update;
 *     the last may be of fewer steps; empty if training diverged
 * @param curve every evaluation on validation, in the order of the steps
 * @param best the evaluation whose weights are measured; null if training diverged
 * @param test what those weights gave on the test split; null if training diverged
 * @param diverged why there are no weights; null if there are
 */
public record BenchmarkTraining(
    int number,
    long seed,
    double seconds,
    List<Double> progressive,
    List<Training.Evaluated> curve,
    Training.Evaluated best,
    Tested test,
    String diverged) {

  /** Checks that there are either numbers or a cause. */
  public BenchmarkTraining {
    progressive = List.copyOf(progressive);
    curve = List.copyOf(curve);
    if ((diverged == null) != (best != null && test != null)) {
      throw new IllegalArgumentException(
          "a training must have best and test, or diverged, but training %s has %s, %s and %s"
              .formatted(number, best, test, diverged));
    }
  }

  /** Whether there are weights that were measured. */
  public boolean trained() {
    return diverged == null;
  }

  /** The metrics of its best weights on validation; empty if it diverged. */
  public Optional<Metrics> validation() {
    return Optional.ofNullable(best).map(Training.Evaluated::validation);
  }

  /** The metrics of its best weights on test; empty if it diverged. */
  public Optional<Metrics> tested() {
    return Optional.ofNullable(test).map(Tested::metrics);
  }
}
