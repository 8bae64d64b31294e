package io.nasrec.experiments.workflow;

import io.nasrec.search.scoring.Candidate;
import io.nasrec.supernet.trial.Trial;
import io.nasrec.supernet.trial.TrialResult;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A candidate after training from scratch.
 *
 * @param rank rank by score, 1 for the best
 * @param candidate what was trained
 * @param runs its trainings, at least one; a finalist has more than the others
 */
record Retrained(int rank, Candidate candidate, List<Run> runs) {

  /** A training and its result. */
  record Run(Trial trial, TrialResult result) {
    double loss() {
      return result.validation().orElseThrow().logLoss();
    }
  }

  Retrained {
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
  Retrained and(List<Run> more) {
    return new Retrained(rank, candidate, Stream.concat(runs.stream(), more.stream()).toList());
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

  /**
   * The finalists, if there are any, else all: of those with the most finite trainings the lowest
   * mean validation log loss wins; the better score among equals.
   *
   * @throws IllegalStateException if all diverged
   */
  static Retrained best(List<Retrained> retrained) {
    return retrained.stream()
        .filter(one -> !one.trained().isEmpty())
        .min(
            Comparator.comparingInt((Retrained one) -> -one.trained().size())
                .thenComparingDouble(Retrained::loss)
                .thenComparingInt(Retrained::rank))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "all " + retrained.size() + " networks diverged in retraining"));
  }
}
