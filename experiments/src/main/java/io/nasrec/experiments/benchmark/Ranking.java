package io.nasrec.experiments.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.stat.ranking.NaturalRanking;

/**
 * Scores of a benchmark's trained networks of the space.
 *
 * @param name in tables
 * @param source what the scores come from, such as {@code warm-up 1%} or {@code size}
 * @param ofTraining whether they are numbers of training 1, which is then not part of the truth
 *     that they are measured against, unless it is the only one
 * @param scores one per network, in the order of {@link BenchmarkTable#trained}; higher is better;
 *     NaN for a network without one
 */
public record Ranking(String name, String source, boolean ofTraining, List<Double> scores) {
  public Ranking {
    scores = List.copyOf(scores);
  }

  /** The scores as an array. */
  public double[] values() {
    return scores.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * The sum of rankings: each network's ranks, from 1 for the lowest score, equal scores sharing
   * their mean rank, are added up. A network that lacks a score in one of them has none.
   *
   * @param rankings at least one, of the same networks
   */
  static Ranking sum(String name, String source, List<Ranking> rankings) {
    int count = rankings.get(0).scores().size();
    int[] common =
        IntStream.range(0, count)
            .filter(i -> rankings.stream().noneMatch(one -> one.scores().get(i).isNaN()))
            .toArray();
    Double[] sums = new Double[count];
    Arrays.fill(sums, Double.NaN);
    for (int i : common) {
      sums[i] = 0.0;
    }
    for (Ranking ranking : rankings) {
      double[] ranks =
          new NaturalRanking()
              .rank(Arrays.stream(common).mapToDouble(ranking.scores()::get).toArray());
      for (int i = 0; i < common.length; i++) {
        sums[common[i]] += ranks[i];
      }
    }
    return new Ranking(name, source, false, List.of(sums));
  }
}
