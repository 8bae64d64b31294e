package io.nasrec.supernet.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a training has come. Together with the weights and the optimizer's state, this determines
 * what comes next: the order of the rows and the dropout follow from seed and step.
 *
 * @param step steps made
 * @param lossSum sum of the steps' losses since the last evaluation
 * @param lossSteps number of those steps
 * @param losses sum of the steps' losses in each part of the way, all parts of the same length; the
 *     last may not be over
 * @param history all evaluations
 */
record Position(
    long step,
    double lossSum,
    long lossSteps,
    List<Double> losses,
    List<Training.Evaluated> history) {
  static final Position START = new Position(0, 0, 0, List.of(), List.of());

  Position {
    losses = List.copyOf(losses);
    history = List.copyOf(history);
  }

  /**
   * After another step.
   *
   * @param loss of its batch before its update
   * @param part steps in a part of the way
   */
  Position stepped(double loss, int part) {
    List<Double> longer = new ArrayList<>(losses);
    int last = Math.toIntExact(step / part);
    if (last == longer.size()) {
      longer.add(loss);
    } else {
      longer.set(last, longer.get(last) + loss);
    }
    return new Position(step + 1, lossSum + loss, lossSteps + 1, longer, history);
  }

  /**
   * The same place, with the losses of the last parts as those since the last evaluation.
   *
   * @param first the part that they begin with
   * @param part steps in a part of the way
   */
  Position since(int first, int part) {
    double sum =
        losses.subList(first, losses.size()).stream().mapToDouble(Double::doubleValue).sum();
    return new Position(step, sum, step - (long) first * part, losses, history);
  }

  /**
   * The mean loss of each part of the way, the last of which may not be over.
   *
   * @param part steps in a part of the way
   */
  List<Double> means(int part) {
    List<Double> means = new ArrayList<>();
    for (int i = 0; i < losses.size(); i++) {
      means.add(losses.get(i) / Math.min(part, step - (long) i * part));
    }
    return means;
  }

  Position evaluated(Training.Evaluated evaluation) {
    List<Training.Evaluated> longer = new ArrayList<>(history);
    longer.add(evaluation);
    return new Position(step, 0, 0, losses, longer);
  }

  /** Whether an evaluation was the last that happened. */
  boolean justEvaluated() {
    return lossSteps == 0;
  }

  /** Mean loss since the last evaluation. */
  double trainLoss() {
    return lossSum / lossSteps;
  }

  /** The evaluation with the lowest log loss, the first of equals. */
  Optional<Training.Evaluated> best() {
    return Training.Evaluated.best(history);
  }

  /** Evaluations since the best one. */
  int withoutImprovement() {
    return best().map(best -> history.size() - 1 - history.indexOf(best)).orElse(0);
  }
}
