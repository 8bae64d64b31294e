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
 * @param history all evaluations
 */
record Position(long step, double lossSum, long lossSteps, List<Training.Evaluated> history) {
  static final Position START = new Position(0, 0, 0, List.of());

  Position {
    history = List.copyOf(history);
  }

  Position stepped(double loss) {
    return new Position(step + 1, lossSum + loss, lossSteps + 1, history);
  }

  Position evaluated(Training.Evaluated evaluation) {
    List<Training.Evaluated> longer = new ArrayList<>(history);
    longer.add(evaluation);
    return new Position(step, 0, 0, longer);
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
