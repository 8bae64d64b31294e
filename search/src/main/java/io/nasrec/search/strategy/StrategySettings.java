package io.nasrec.search.strategy;

import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.NetworkBuilder;

/**
 * What every strategy knows.
 *
 * @param networks builds the networks of the space where it searches
 * @param evaluations how many the search counts
 * @param seed determines its random choices
 */
public record StrategySettings(NetworkBuilder networks, long evaluations, long seed) {

  /** Where it searches. */
  public SearchSpace space() {
    return networks.space();
  }
}
