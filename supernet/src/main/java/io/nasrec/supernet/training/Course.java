package io.nasrec.supernet.training;

import io.nasrec.commons.Progress;
import io.nasrec.supernet.weights.ModelWeights;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;

/**
 * The way of a training through its steps, from the first one or from a kept state.
 *
 * @param name the network's name in progress reports
 * @param weights initialised
 * @param snapshots keep the weights that are wanted, and the state
 */
record Course(
    String name,
    TrainingHyperparameters hyperparameters,
    Steps steps,
    ModelWeights weights,
    Snapshots snapshots,
    Progress progress) {

  /**
   * Evaluates on the way, stops early, and ends with the best weights.
   *
   * @param evaluated adds an evaluation to a position
   */
  Training.Result best(Budget budget, UnaryOperator<Position> evaluated) {
    Position position =
        advance(
            hyperparameters.evaluationFrom(budget.steps(steps.total()), steps.perPass()),
            stepped -> {
              if (!hyperparameters.evaluatesAfter(stepped.step(), steps.perPass())) {
                return stepped;
              }
              Position known = evaluated.apply(stepped);
              if (known.withoutImprovement() == 0) {
                snapshots.keepBest(weights, known.step());
              }
              return known;
            });
    Training.Evaluated best = position.best().orElseThrow();
    snapshots.restoreBest(weights, best.step());
    boolean complete = position.step() == steps.total() || isGivenUp(position);
    if (complete) {
      snapshots.dropState();
    }
    return new Training.Result(position.history(), best, steps.progress(position), complete);
  }

  /**
   * Makes the steps and ends with the weights after the last, which are evaluated.
   *
   * @param evaluated adds an evaluation to a position
   */
  Training.Result last(Budget budget, UnaryOperator<Position> evaluated) {
    long end = budget.steps(steps.total());
    Position position = advance(end, UnaryOperator.identity());
    Training.Evaluated there = evaluated.apply(steps.progressive(position)).best().orElseThrow();
    if (end < steps.total()) {
      snapshots.keepState(position, weights, steps.state());
    } else {
      keepLast();
    }
    return new Training.Result(List.of(), there, steps.progress(position), end == steps.total());
  }

  /** Makes all steps and ends with the weights after the last; no rows are left to evaluate on. */
  void last() {
    advance(steps.total(), UnaryOperator.identity());
    keepLast();
  }

  private void keepLast() {
    snapshots.keepBest(weights, steps.total());
    snapshots.dropState();
  }

  private Position advance(long end, UnaryOperator<Position> look) {
    Position position = snapshots.restoreState(end, weights, steps.state()).orElse(Position.START);
    while (position.step() < end && !isGivenUp(position)) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted in training");
      }
      position = look.apply(steps.after(position));
      if (position.justEvaluated() || snapshots.stateIsDue()) {
        snapshots.keepState(position, weights, steps.state());
      }
      progress.update(name, position.step(), end, "steps");
    }
    return position;
  }

  private boolean isGivenUp(Position position) {
    return position.withoutImprovement() >= hyperparameters.patience();
  }
}
