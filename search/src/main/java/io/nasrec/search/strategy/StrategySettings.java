package io.nasrec.search.strategy;

import io.nasrec.space.SearchSpace;

/**
 * What strategies may need to know.
 *
 * @param space where they search
 * @param evolution how to evolve; its evaluations are the budget of every strategy
 * @param pool networks of which the proxy chooses one, in the strategies that it assists; at least
 *     1
 * @param rungs lengths of training, in the strategies that continue the best ones; at least 1
 * @param seed determines their random choices
 */
public record StrategySettings(
    SearchSpace space, RegularizedEvolution.Settings evolution, int pool, int rungs, long seed) {

  /** The number of evaluations that the search counts. */
  public long evaluations() {
    return evolution.evaluations();
  }
}
