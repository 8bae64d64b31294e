package io.nasrec.supernet.trial;

import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.training.Training;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The result of a trial, except for the test split, which is looked at later if at all. */
public sealed interface TrialResult {

  /**
   * What a network costs.
   *
   * @param parameters its scalars, without embedding tables
   * @param embeddingParameters scalars in embedding tables
   * @param macs multiply-accumulates per example
   */
  record Costs(long parameters, long embeddingParameters, long macs) {}

  /** The network's costs. */
  Costs costs();

  /** Duration of the training, in the start that ended it. */
  double seconds();

  /** All evaluations on the way; of one that diverged, those up to where it stopped before. */
  List<Training.Evaluated> curve();

  /**
   * The progressive loss on the way: mean loss of the batches of each tenth of a pass, each before
   * its update. Empty if training diverged or learned all rows, and of an earlier stop.
   */
  default List<Double> progressive() {
    return List.of();
  }

  /** Whether no step is left to be made; else it stopped at its budget. */
  boolean complete();

  /** Where the kept weights come from: nowhere if training diverged, or learned all rows. */
  default Optional<Training.Evaluated> best() {
    return Optional.empty();
  }

  /** Their metrics on validation. */
  default Optional<Metrics> validation() {
    return best().map(Training.Evaluated::validation);
  }

  /** Why there are no weights, if there are none. */
  default Optional<String> diverged() {
    return Optional.empty();
  }

  /** Whether there are weights. */
  default boolean trained() {
    return diverged().isEmpty();
  }

  /** Steps up to the last evaluation; 0 if there was none. */
  default long steps() {
    return curve().isEmpty() ? 0 : curve().get(curve().size() - 1).step();
  }

  /** Whether training went as far as a step, or ended before. */
  default boolean reaches(long step) {
    return complete() || steps() >= step;
  }

  /**
   * What it was when it stopped after a number of steps, if it did: this one went on from there.
   *
   * @param step followed by an evaluation
   */
  default TrialResult at(long step) {
    List<Training.Evaluated> before =
        curve().stream().filter(evaluated -> evaluated.step() <= step).toList();
    boolean wentOn = before.size() < curve().size();
    boolean stoppedThere =
        !before.isEmpty() && before.get(before.size() - 1).step() == step && !trained();
    return wentOn || stoppedThere
        ? new Trained(costs(), before, Training.Evaluated.best(before), List.of(), false, seconds())
        : this;
  }

  /** Index of the lowest log loss on validation, the first of equals, if anything was trained. */
  static Optional<Integer> best(List<TrialResult> results) {
    return IntStream.range(0, results.size())
        .filter(i -> results.get(i).best().isPresent())
        .boxed()
        .min(Comparator.comparingDouble(i -> results.get(i).validation().orElseThrow().logLoss()));
  }

  /**
   * Training stayed finite.
   *
   * @param best the evaluation whose weights were kept; empty for a training on all rows
   */
  record Trained(
      Costs costs,
      List<Training.Evaluated> curve,
      Optional<Training.Evaluated> best,
      List<Double> progressive,
      boolean complete,
      double seconds)
      implements TrialResult {
    public Trained {
      curve = List.copyOf(curve);
      progressive = List.copyOf(progressive);
    }

    Trained after(double duration) {
      return new Trained(costs, curve, best, progressive, complete, duration);
    }

    @Override
    public String toString() {
      return validation().map(metrics -> "validation " + metrics).orElse("done");
    }
  }

  /**
   * Training diverged: a loss or a gradient is not finite.
   *
   * @param cause what was found
   */
  record Diverged(Costs costs, List<Training.Evaluated> curve, String cause, double seconds)
      implements TrialResult {
    public Diverged {
      curve = List.copyOf(curve);
    }

    Diverged after(List<Training.Evaluated> before) {
      return new Diverged(costs, before, cause, seconds);
    }

    @Override
    public boolean complete() {
      return true;
    }

    @Override
    public Optional<String> diverged() {
      return Optional.of(cause);
    }

    @Override
    public String toString() {
      return "diverged: " + cause;
    }
  }
}
