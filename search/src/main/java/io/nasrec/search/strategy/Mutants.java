package io.nasrec.search.strategy;

import io.nasrec.space.Architecture;
import io.nasrec.space.Mutation;
import io.nasrec.space.SearchSpace;
import java.util.random.RandomGenerator;

/** Draws mutants of a network. */
final class Mutants {
  /**
   * The number of draws without a new network before a child is mutated once more: all neighbours
   * of a long-lived parent may have been seen although the space has plenty of other networks.
   */
  private static final int DRAWS_PER_MUTATION = 100;

  /** More mutations than that make a child as good as random, and only cost time. */
  private static final int MOST_ADDED = 50;

  private final Mutation mutation;

  Mutants(SearchSpace space) {
    this.mutation = new Mutation(space);
  }

  /** Mutants that are a number of mutations away from their parent, or more if need be. */
  Ask.Draw draw(Architecture parent, int count) {
    return (random, attempt) ->
        mutated(parent, count + Math.min(MOST_ADDED, attempt / DRAWS_PER_MUTATION), random);
  }

  private Architecture mutated(Architecture parent, int count, RandomGenerator random) {
    Architecture child = parent;
    for (int i = 0; i < count; i++) {
      child = mutation.mutate(child, random);
    }
    return child;
  }
}
