package io.nasrec.experiments.benchmark;

import io.nasrec.experiments.results.RankFigures;
import java.util.ArrayList;
import java.util.List;

/**
 * How well trainings rank networks like other trainings of the same networks: Kendall's τ-b between
 * the mean log losses over two disjoint halves of the trainings, averaged over all ways to choose
 * them. With an odd number of trainings, one is left out of each pair of halves.
 *
 * @param half trainings in each half; 0 if there is only one training
 * @param tau with its interval over networks; NaN if there is only one training
 */
public record NoiseCeiling(int half, Interval tau) {

  /** The ceiling of networks none of whose trainings diverged. */
  public static NoiseCeiling of(BenchmarkTable table, Truth truth) {
    List<double[]> losses = new ArrayList<>();
    for (BenchmarkNetwork network : table.trained()) {
      if (network.divergences() == 0) {
        losses.add(network.trainings().stream().mapToDouble(truth::logLoss).toArray());
      }
    }
    return of(losses, table.header().trainings());
  }

  /**
   * The ceiling of a table of losses.
   *
   * @param losses per network, one per training
   */
  static NoiseCeiling of(List<double[]> losses, int trainings) {
    int half = trainings / 2;
    if (half == 0) {
      return new NoiseCeiling(0, Interval.of(Double.NaN));
    }
    List<double[][]> means = new ArrayList<>();
    for (int[][] halves : halves(trainings, half)) {
      means.add(new double[][] {means(losses, halves[0]), means(losses, halves[1])});
    }
    return new NoiseCeiling(half, Interval.of(losses.size(), chosen -> meanTau(means, chosen)));
  }

  private static double meanTau(List<double[][]> means, int[] networks) {
    return means.stream()
        .mapToDouble(
            pair ->
                RankFigures.tau(
                    FiguresOfMerit.at(pair[0], networks), FiguresOfMerit.at(pair[1], networks)))
        .average()
        .orElse(Double.NaN);
  }

  private static double[] means(List<double[]> losses, int[] trainings) {
    return losses.stream()
        .mapToDouble(
            of -> {
              double sum = 0;
              for (int training : trainings) {
                sum += of[training];
              }
              return sum / trainings.length;
            })
        .toArray();
  }

  /** All pairs of disjoint halves; each once, the half with the lowest training first. */
  static List<int[][]> halves(int trainings, int half) {
    List<int[][]> pairs = new ArrayList<>();
    List<int[]> subsets = subsets(trainings, half);
    for (int i = 0; i < subsets.size(); i++) {
      for (int[] other : subsets.subList(i + 1, subsets.size())) {
        if (disjoint(subsets.get(i), other)) {
          pairs.add(new int[][] {subsets.get(i), other});
        }
      }
    }
    return pairs;
  }

  private static List<int[]> subsets(int count, int size) {
    List<int[]> subsets = new ArrayList<>();
    for (int bits = 0; bits < 1 << count; bits++) {
      if (Integer.bitCount(bits) == size) {
        int[] subset = new int[size];
        int filled = 0;
        for (int i = 0; i < count; i++) {
          if ((bits >> i & 1) == 1) {
            subset[filled++] = i;
          }
        }
        subsets.add(subset);
      }
    }
    return subsets;
  }

  private static boolean disjoint(int[] one, int[] other) {
    for (int i : one) {
      for (int j : other) {
        if (i == j) {
          return false;
        }
      }
    }
    return true;
  }
}
