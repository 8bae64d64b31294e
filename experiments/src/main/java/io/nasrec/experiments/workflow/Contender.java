package io.nasrec.experiments.workflow;

import io.nasrec.supernet.trial.Trial;
import io.nasrec.supernet.trial.TrialResult;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An entrant after its trainings.
 *
 * @param entrant what was trained
 * @param runs its trainings, at least one; a finalist has more than the others
 */
record Contender(Entrant entrant, List<Run> runs) {

  /** A training and its result. */
  record Run(Trial trial, TrialResult result) {
    double loss() {
      return result.validation().orElseThrow().logLoss();
    }
  }

  Contender {
    runs = List.copyOf(runs);
  }

  /** The first training. */
  Trial trial() {
    return runs.get(0).trial();
  }

  /** The result of the first training. */
  TrialResult result() {
    return runs.get(0).result();
  }

  /** With further trainings. */
  Contender and(List<Run> more) {
    return new Contender(entrant, Stream.concat(runs.stream(), more.stream()).toList());
  }

  /** The trainings that stayed finite. */
  List<Run> trained() {
    return runs.stream().filter(run -> run.result().trained()).toList();
  }

  /** Mean validation log loss of those; infinite if there are none. */
  double loss() {
    return trained().stream().mapToDouble(Run::loss).average().orElse(Double.POSITIVE_INFINITY);
  }

  /** The training whose model stands for the network: the best on validation. */
  Run published() {
    return trained().stream().min(Comparator.comparingDouble(Run::loss)).orElseThrow();
  }

  /** Training rows that its trainings read, up to their last evaluations. */
  long rows() {
    return runs.stream()
        .mapToLong(
            run ->
                run.result().steps()
                    * run.trial().recipe().training().hyperparameters().batchSize())
        .sum();
  }

  /**
   * The finalists, if there are any, else all: of those with the most finite trainings the lowest
   * mean validation log loss wins, the earlier one among equals. Empty if all diverged.
   */
  static Optional<Contender> best(List<Contender> contenders) {
    return contenders.stream()
        .filter(one -> !one.trained().isEmpty())
        .min(
            Comparator.comparingInt((Contender one) -> -one.trained().size())
                .thenComparingDouble(Contender::loss));
  }
}
