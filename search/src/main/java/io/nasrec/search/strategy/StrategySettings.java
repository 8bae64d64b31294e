package io.nasrec.search.strategy;

import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.NetworkBuilder;

/**
 * What strategies may need to know.
 *
 * @param networks builds the networks of the space where they search
 * @param evolution how to evolve; its evaluations are the budget of every strategy
 * @param pool networks of which the proxy chooses one, in the strategies that it assists; at least
 *     1
 * @param rungs lengths of training, in the strategies that continue the best ones; at least 1
 * @param seed determines their random choices
 */
public record StrategySettings(
    NetworkBuilder networks,
    RegularizedEvolution.Settings evolution,
    int pool,
    int rungs,
    long seed) {

  /** Where they search. */
  public SearchSpace space() {
    return networks.space();
  }

  /** The number of evaluations that the search counts. */
  public long evaluations() {
    return evolution.evaluations();
  }
}
