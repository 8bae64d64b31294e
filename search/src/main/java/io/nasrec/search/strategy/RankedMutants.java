package io.nasrec.search.strategy;

import io.nasrec.space.Architecture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Draws mutants of a network, the most promising one first. */
final class RankedMutants implements Ask.Draw {
  /** Mutants that are ranked together ([A] section 4). */
  private static final int COUNT = 100;

  /** Draws in a row without a new mutant after which fewer of them will do. */
  private static final int MOST = 1_000;

  private final Ask.Draw mutants;
  private final NetworkFeatures features;
  private final NetworkRanker ranker;
  private final Set<Architecture> seen;
  private final Deque<Architecture> ahead = new ArrayDeque<>();

  /**
   * @param mutants draws them
   * @param seen networks that are not drawn; those drawn are added
   */
  RankedMutants(
      Ask.Draw mutants, NetworkFeatures features, NetworkRanker ranker, Set<Architecture> seen) {
    this.mutants = mutants;
    this.features = features;
    this.ranker = ranker;
    this.seen = seen;
  }

  @Override
  public Architecture next(RandomGenerator random, int attempt) {
    if (ahead.isEmpty()) {
      List<Architecture> drawn = distinct(random);
      if (drawn.isEmpty()) {
        return mutants.next(random, attempt);
      }
      ranker.order(drawn.stream().map(features::vector).toList()).stream()
          .map(drawn::get)
          .forEach(ahead::addLast);
    }
    return ahead.removeFirst();
  }

  private List<Architecture> distinct(RandomGenerator random) {
    List<Architecture> drawn = new ArrayList<>();
    int futile = 0;
    while (drawn.size() < COUNT && futile < MOST) {
      Architecture mutant = mutants.next(random, futile++);
      if (seen.add(mutant)) {
        drawn.add(mutant);
        futile = 0;
      }
    }
    return drawn;
  }
}
