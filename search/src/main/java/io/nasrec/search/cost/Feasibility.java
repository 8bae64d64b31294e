package io.nasrec.search.cost;

import io.nasrec.commons.RandomStreams;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.SearchSpace;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * How much of a space keeps the limits, by a sample of random networks.
 *
 * @param sampled networks drawn
 * @param feasible how many of them keep all limits
 * @param smallest the smallest value of each limited cost among those drawn
 */
public record Feasibility(int sampled, int feasible, Map<Cost, Double> smallest) {
  public Feasibility {
    smallest = Collections.unmodifiableMap(new EnumMap<>(smallest));
  }

  /**
   * Samples a space.
   *
   * @param constraints at least one
   * @param count networks to be drawn, at least 1
   * @param seed determines them
   */
  public static Feasibility of(SearchSpace space, Constraints constraints, int count, long seed) {
    ArchitectureSampler sampler = new ArchitectureSampler(space);
    RandomGenerator random = RandomStreams.stream(seed, "feasible");
    Map<Cost, Double> smallest = new EnumMap<>(Cost.class);
    int feasible = 0;
    for (int i = 0; i < count; i++) {
      Map<Cost, Double> costs = constraints.costs(sampler.sample(random));
      costs.forEach((cost, value) -> smallest.merge(cost, value, Math::min));
      feasible += constraints.broken(costs).isEmpty() ? 1 : 0;
    }
    return new Feasibility(count, feasible, smallest);
  }

  /** The share of feasible networks, 0 to 1. */
  public double share() {
    return (double) feasible / sampled;
  }
}
