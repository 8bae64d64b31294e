package io.nasrec.experiments.benchmark;

import java.util.Arrays;
import java.util.List;

/**
 * What strategies would have found for a number of trainings.
 *
 * @param benchmark where they searched
 * @param truth the split that says how good a chosen network is
 * @param repetitions of each strategy
 * @param curves one per strategy, in the order in which they were named
 */
public record SimulationTable(
    BenchmarkTable benchmark, Truth truth, int repetitions, List<Curve> curves) {
  public SimulationTable {
    curves = List.copyOf(curves);
  }

  /** A strategy's regret against its budget. */
  public record Curve(String strategy, List<Point> points) {
    public Curve {
      points = List.copyOf(points);
    }
  }

  /**
   * The regret after a budget: log loss of the network chosen, less that of the best in the table.
   *
   * @param trainings the budget in complete trainings, of as many steps each as one that does not
   *     end early
   * @param mean over repetitions
   * @param error standard error of the mean
   * @param low 2.5th percentile of repetitions
   * @param high 97.5th percentile
   */
  public record Point(int trainings, double mean, double error, double low, double high) {
    static Point of(int trainings, double[] regrets) {
      double mean = Arrays.stream(regrets).average().orElseThrow();
      double squares = Arrays.stream(regrets).map(regret -> Math.pow(regret - mean, 2)).sum();
      Interval range = Interval.around(mean, regrets);
      int count = regrets.length;
      return new Point(
          trainings, mean, Math.sqrt(squares / (count - 1.0) / count), range.low(), range.high());
    }
  }
}
