package io.nasrec.search.retraining;

import io.nasrec.search.scoring.Candidate;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.training.Training;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A candidate after training from scratch.
 *
 * @param rank rank by score, 1 for the best
 * @param candidate what was trained
 * @param result its result
 * @param seconds duration of the training
 */
public record Retrained(int rank, Candidate candidate, Result result, double seconds) {

  /** The result of training. */
  public sealed interface Result {}

  /**
   * Training stayed finite to the end.
   *
   * @param validation metrics of the kept weights on validation
   * @param bestStep steps after which those weights were reached
   * @param history all evaluations
   */
  public record Trained(Metrics validation, long bestStep, List<Training.Evaluated> history)
      implements Result {
    public Trained {
      history = List.copyOf(history);
    }
  }

  /**
   * Training diverged: the loss or a gradient is not finite.
   *
   * @param cause what was found
   */
  public record Diverged(String cause) implements Result {}

  /** The metrics on validation, if training stayed finite. */
  public Optional<Metrics> validation() {
    return result instanceof Trained trained ? Optional.of(trained.validation()) : Optional.empty();
  }

  /**
   * The lowest validation log loss wins; the better score among equals.
   *
   * @throws IllegalStateException if all diverged
   */
  public static Retrained best(List<Retrained> retrained) {
    return retrained.stream()
        .filter(r -> r.validation().isPresent())
        .min(
            Comparator.comparingDouble((Retrained r) -> r.validation().orElseThrow().logLoss())
                .thenComparingInt(Retrained::rank))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "all " + retrained.size() + " networks diverged in retraining"));
  }
}
