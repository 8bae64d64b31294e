package io.nasrec.experiments.workflow;

import io.nasrec.search.scoring.Candidate;
import io.nasrec.supernet.trial.Trial;
import io.nasrec.supernet.trial.TrialResult;
import java.util.Comparator;
import java.util.List;

/**
 * A candidate after training from scratch.
 *
 * @param rank rank by score, 1 for the best
 * @param candidate what was trained
 * @param trial its training
 * @param result its result
 */
record Retrained(int rank, Candidate candidate, Trial trial, TrialResult result) {

  /**
   * The lowest validation log loss wins; the better score among equals.
   *
   * @throws IllegalStateException if all diverged
   */
  static Retrained best(List<Retrained> retrained) {
    return retrained.stream()
        .filter(one -> one.result().trained())
        .min(
            Comparator.comparingDouble(
                    (Retrained one) -> one.result().validation().orElseThrow().logLoss())
                .thenComparingInt(Retrained::rank))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "all " + retrained.size() + " networks diverged in retraining"));
  }
}
