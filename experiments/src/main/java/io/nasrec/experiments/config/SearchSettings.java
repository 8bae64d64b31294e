package io.nasrec.experiments.config;

import io.nasrec.experiments.config.schema.As;
import io.nasrec.experiments.config.schema.Default;
import io.nasrec.experiments.config.schema.Range;
import io.nasrec.experiments.config.schema.Rules;
import io.nasrec.experiments.config.schema.Schema;
import io.nasrec.search.strategy.EvolutionSettings;
import io.nasrec.search.strategy.Mutations;
import java.util.List;

/**
 * The search for subnets and their scoring.
 *
 * @param strategy how the next subnets are chosen
 * @param proxy what scores a subnet
 * @param batches scoring batches; ZiCo needs the deviation over at least 2
 * @param batchSize rows per scoring batch
 * @param population subnets alive; with generations and children also the number of evaluations of
 *     every other strategy
 * @param generations rounds of evolution after the initial population
 * @param children children per generation; at most the population
 * @param topK distinct networks to retrain
 * @param crafted of the first networks, so many are hand-crafted ones and their mutants
 * @param objective what is looked for: quality, alone or with a cost
 */
public record SearchSettings(
    StrategyChoice strategy,
    ProxyChoice proxy,
    @Range(min = 2, max = 1024, unit = "batches") int batches,
    @Range(min = 1, max = 1048576, unit = "rows") int batchSize,
    @Range(min = 1, max = 1000000, unit = "subnets") int population,
    @Range(min = 0, max = 1000000, unit = "generations") int generations,
    @Range(min = 1, max = 1000000, unit = "subnets") int children,
    @Range(min = 1, max = 100000, unit = "subnets") int topK,
    @Default("quality") @As(Goals.class) List<Goal> objective,
    @Range(min = 0, max = 1000000, unit = "subnets") @Default("0") int crafted) {

  /**
   * Checks every component, and the rules between them.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public SearchSettings {
    Schema.check(
        SearchSettings.class,
        strategy,
        proxy,
        batches,
        batchSize,
        population,
        generations,
        children,
        topK,
        objective,
        crafted);
    objective = List.copyOf(objective);
    Rules rules = new Rules();
    if (strategy instanceof StrategyChoice.Evolving evolving) {
      boolean isDefault = evolving.tournament() == StrategyChoice.USUAL_TOURNAMENT;
      atMost(population, evolving.tournament(), isDefault, "search.strategy.tournament", rules);
    }
    atMost(population, children, false, "search.children", rules);
    if (crafted > 0) {
      atMost(population, crafted, false, "search.crafted", rules);
    }
    long evaluations = population + (long) generations * children;
    rules
        .require(
            objective.size() == 1 || strategy instanceof StrategyChoice.Evolving,
            "search.objective",
            "must be quality with a strategy without tournaments; a cost beside it is for"
                + " regularized-evolution, rea, g-rea, a-rea")
        .require(
            topK <= evaluations,
            "search.topK",
            "must be 1..%s (search.population + search.generations × search.children), but was %s"
                .formatted(evaluations, topK))
        .check();
  }

  private static void atMost(
      int population, int value, boolean isDefault, String key, Rules rules) {
    rules.require(
        value <= population,
        key,
        "must be 1..%s (at most search.population), but was %s%s"
            .formatted(population, value, isDefault ? ", its default" : ""));
  }

  /** The number of networks that the search evaluates, whatever its strategy. */
  public long evaluations() {
    return population + (long) generations * children;
  }

  /** How a strategy evolves under this budget. */
  EvolutionSettings evolution(int tournament, Mutations mutations) {
    return new EvolutionSettings(population, generations, tournament, children, mutations);
  }
}
