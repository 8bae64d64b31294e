package io.nasrec.search.strategy;

/**
 * How an ageing evolution searches.
 *
 * @param population number of networks alive
 * @param generations generations after the initial population
 * @param tournament networks drawn per generation, at most {@code population}
 * @param children new networks per generation, at most {@code population}
 * @param mutations mutations per child
 */
public record EvolutionSettings(
    int population, int generations, int tournament, int children, Mutations mutations) {
  public EvolutionSettings {
    if (population < 1 || generations < 0) {
      throw new IllegalArgumentException(
          "population must be at least 1 and generations at least 0");
    }
    if (tournament < 1 || tournament > population || children < 1 || children > population) {
      throw new IllegalArgumentException(
          "tournament and children must be from 1 to population = " + population);
    }
  }

  /** The number of networks that a search evaluates, failures not counted. */
  public long evaluations() {
    return population + (long) generations * children;
  }
}
