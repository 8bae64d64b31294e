package io.nasrec.experiments.benchmark;

import io.nasrec.supernet.training.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Rankings that need no data but the benchmark's own: by what training 1 showed on its way, by
 * size. A training that ended early is ranked by what it had by then.
 */
public final class CheckpointRankings {
  private static final String OF_TRAINING = "training 1";
  private static final String OF_SIZE = "size";

  /** Checkpoints of the progressive loss, evenly spaced. */
  private static final int CHECKPOINTS = 10;

  private CheckpointRankings() {}

  /** Progressive loss at each tenth of the training, and validation after each evaluation. */
  public static List<Ranking> ofTraining(BenchmarkTable table) {
    BenchmarkHeader.Budget budget = table.header().budget();
    List<Ranking> rankings = new ArrayList<>();
    for (int i = 1; i <= CHECKPOINTS; i++) {
      long step = Math.max(1, Math.round(budget.steps() * (double) i / CHECKPOINTS));
      rankings.add(
          ranking(
              table,
              "progressive loss, " + epochs(budget, step),
              training -> progressive(training, step, budget)));
    }
    for (long step : evaluations(table)) {
      rankings.add(
          ranking(
              table,
              "validation, " + epochs(budget, step),
              training -> validation(training, step)));
    }
    return rankings;
  }

  /** More, or fewer, parameters; more multiply-accumulates. */
  public static List<Ranking> ofSize(BenchmarkTable table) {
    return List.of(
        size(table, "+parameters", network -> network.costs().parameters()),
        size(table, "−parameters", network -> -network.costs().parameters()),
        size(table, "+MACs", network -> network.costs().macs()));
  }

  /** Steps followed by an evaluation, of any training 1. */
  static List<Long> evaluations(BenchmarkTable table) {
    return table.trained().stream()
        .flatMap(network -> network.trainings().get(0).curve().stream())
        .map(Training.Evaluated::step)
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * Minus the progressive loss after a step: the mean over the last quarter of the steps made, and
   * over what else lies in the part that it begins in (spec section 9).
   *
   * @return NaN if training diverged
   */
  static double progressive(BenchmarkTraining training, long step, BenchmarkHeader.Budget budget) {
    int known = training.progressive().size();
    if (known == 0) {
      return Double.NaN;
    }
    int part = budget.stepsPerTenth();
    int end = (int) Math.min(known, (step + part - 1) / part);
    int first = Math.min(end - 1, (int) (step * 3 / 4 / part));
    return -training.progressive().subList(first, end).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElseThrow();
  }

  /**
   * Minus the validation log loss of the last evaluation up to a step.
   *
   * @return NaN if there is none
   */
  static double validation(BenchmarkTraining training, long step) {
    double loss = Double.NaN;
    for (Training.Evaluated evaluated : training.curve()) {
      if (evaluated.step() <= step) {
        loss = evaluated.validation().logLoss();
      }
    }
    return -loss;
  }

  private static String epochs(BenchmarkHeader.Budget budget, long step) {
    return String.format(Locale.ROOT, "%.2g", budget.epochs(step)) + " epochs";
  }

  private static Ranking ranking(
      BenchmarkTable table, String name, ToDoubleFunction<BenchmarkTraining> score) {
    return new Ranking(
        name,
        OF_TRAINING,
        true,
        table.trained().stream()
            .map(network -> score.applyAsDouble(network.trainings().get(0)))
            .toList());
  }

  private static Ranking size(
      BenchmarkTable table, String name, ToDoubleFunction<BenchmarkNetwork> size) {
    return new Ranking(
        name, OF_SIZE, false, table.trained().stream().map(size::applyAsDouble).toList());
  }
}
