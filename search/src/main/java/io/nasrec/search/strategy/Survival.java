package io.nasrec.search.strategy;

import io.nasrec.data.RowSample;
import io.nasrec.search.scoring.Candidate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/**
 * Which of the trained networks may have children, and which one has ([A] section 3.2 and code).
 *
 * @param size the number of survivors, p
 * @param pressure c: the larger it is, the more often the best survivor is the parent
 */
record Survival(int size, int pressure) {
  /** The weight of age, where loss and cost weigh 1 each. */
  private static final int AGE = 10;

  /**
   * The survivors: of the 2 p youngest, those with the lowest 0.1 · rank(loss) + rank(age) + 0.1 ·
   * rank(cost); 1 is the rank of the best, the youngest and the cheapest.
   *
   * @param trained all trained networks, the oldest first
   * @param cost such as multiply-accumulates
   * @return at most p, the best score first
   */
  List<Candidate> survivors(List<Candidate> trained, ToLongFunction<Candidate> cost) {
    List<Candidate> young = trained.subList(Math.max(0, trained.size() - 2 * size), trained.size());
    return young.stream()
        .sorted(Comparator.comparingLong(candidate -> unfitness(candidate, young, cost)))
        .limit(size)
        .sorted(Candidate.BEST_FIRST)
        .toList();
  }

  /** Ten times the weighted sum of ranks. */
  private static long unfitness(
      Candidate candidate, List<Candidate> young, ToLongFunction<Candidate> cost) {
    long better = young.stream().filter(other -> other.score() > candidate.score()).count();
    long younger =
        young.stream()
            .filter(other -> other.proposal().index() > candidate.proposal().index())
            .count();
    long cheaper =
        young.stream()
            .filter(other -> cost.applyAsLong(other) < cost.applyAsLong(candidate))
            .count();
    return better + AGE * younger + cheaper;
  }

  /**
   * Draws a parent: survivor number r, counted from the worst as 1, with the probability C(r + c −
   * 1, c) / C(p + c, c + 1). That is how often the highest of c + 1 of the numbers from 1 to p + c
   * is r + c.
   *
   * @param survivors the best first, at least one
   */
  Candidate parent(List<Candidate> survivors, RandomGenerator random) {
    int numbers = survivors.size() + pressure;
    int highest =
        Arrays.stream(RowSample.draw(numbers, pressure + 1, random).rows()).max().orElseThrow();
    return survivors.get(numbers - 1 - highest);
  }
}
