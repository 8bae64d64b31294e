package io.nasrec.search.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Points of two objectives in fronts, and how crowded each is in its front: the ranking of NSGA-II
 * ([NS] sections III-A and III-B). Both objectives are minimised.
 */
public final class ParetoFronts {
  private final double[][] points;
  private final int[] rank;
  private final double[] crowding;
  private final List<List<Integer>> fronts;

  /**
   * @param points two finite numbers each
   */
  public ParetoFronts(List<double[]> points) {
    this.points = points.toArray(double[][]::new);
    this.rank = new int[this.points.length];
    this.crowding = new double[this.points.length];
    this.fronts = sorted();
    fronts.forEach(front -> crowd(front, crowding));
  }

  /** Whether a point is no worse than another in both objectives, and better in one. */
  public static boolean dominates(double[] a, double[] b) {
    return a[0] <= b[0] && a[1] <= b[1] && (a[0] < b[0] || a[1] < b[1]);
  }

  /** The indices of each front's points, ascending; the first front is the Pareto front. */
  public List<List<Integer>> fronts() {
    return fronts;
  }

  /** Best first: the lower front, then the less crowded point, then the lower index. */
  public Comparator<Integer> bestFirst() {
    return Comparator.comparingInt((Integer point) -> rank[point])
        .thenComparing(point -> crowding[point], Comparator.reverseOrder())
        .thenComparing(Comparator.naturalOrder());
  }

  /** The number of a point's front, 0 for the Pareto front. */
  public int rank(int point) {
    return rank[point];
  }

  /**
   * The sides of the box between a point's neighbours in its front, each relative to the front's
   * extent, summed; infinite for the points at the ends.
   */
  public double crowding(int point) {
    return crowding[point];
  }

  /**
   * Some points, from the best fronts on; of the last one that they come from, those that leave the
   * least crowd: one by one, the most crowded is dropped.
   *
   * @return at most {@code count} indices, ascending
   */
  public List<Integer> spread(int count) {
    List<Integer> chosen = new ArrayList<>();
    for (List<Integer> front : fronts) {
      List<Integer> rest = new ArrayList<>(front);
      while (chosen.size() + rest.size() > count) {
        double[] crowds = new double[points.length];
        crowd(rest, crowds);
        // The last of the most crowded ones: a better score came first.
        rest.remove(
            rest.stream()
                .min(
                    Comparator.comparingDouble((Integer point) -> crowds[point])
                        .thenComparing(Comparator.reverseOrder()))
                .orElseThrow());
      }
      chosen.addAll(rest);
    }
    return chosen.stream().sorted().toList();
  }

  /**
   * Fronts by one pass in the order of the objectives: a point belongs to the first front whose
   * last point does not dominate it, because that one has the least second objective so far.
   */
  private List<List<Integer>> sorted() {
    int[] order =
        IntStream.range(0, points.length)
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer i) -> points[i][0])
                    .thenComparingDouble(i -> points[i][1]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<List<Integer>> found = new ArrayList<>();
    for (int point : order) {
      int front = 0;
      while (front < found.size() && dominates(points[last(found.get(front))], points[point])) {
        front++;
      }
      if (front == found.size()) {
        found.add(new ArrayList<>());
      }
      found.get(front).add(point);
      rank[point] = front;
    }
    return found.stream().map(front -> front.stream().sorted().toList()).toList();
  }

  private static int last(List<Integer> front) {
    return front.get(front.size() - 1);
  }

  private void crowd(List<Integer> front, double[] crowds) {
    front.forEach(point -> crowds[point] = 0);
    for (int objective = 0; objective < 2; objective++) {
      int by = objective;
      Integer[] order = front.toArray(Integer[]::new);
      Arrays.sort(order, Comparator.comparingDouble((Integer point) -> points[point][by]));
      if (order.length == 0) {
        return;
      }
      double extent = points[order[order.length - 1]][by] - points[order[0]][by];
      crowds[order[0]] = Double.POSITIVE_INFINITY;
      crowds[order[order.length - 1]] = Double.POSITIVE_INFINITY;
      for (int i = 1; extent > 0 && i < order.length - 1; i++) {
        crowds[order[i]] += (points[order[i + 1]][by] - points[order[i - 1]][by]) / extent;
      }
    }
  }
}
