package io.nasrec.experiments.config;

import io.nasrec.search.measurement.Scope;
import io.nasrec.search.proxy.ProxyName;
import io.nasrec.search.strategy.Mutations;
import io.nasrec.search.strategy.StrategyName;
import java.util.List;
import java.util.Optional;

/**
 * The search for subnets and their scoring.
 *
 * @param strategy how the next subnets are chosen
 * @param proxy what scores a subnet
 * @param lambda weights of ZiCo, Fisher-Rao norm and loss
 * @param scope whose gradients the proxy sees
 * @param batches scoring batches; ZiCo needs the deviation over at least 2
 * @param batchSize rows per scoring batch
 * @param population subnets alive; with generations and children also the number of evaluations of
 *     every other strategy
 * @param generations rounds of evolution after the initial population
 * @param tournament subnets sampled for the choice of a parent; at most the population
 * @param children children per generation; at most the population
 * @param mutations mutations per child, or their schedule
 * @param pool subnets of which the proxy chooses one to train, in the strategies that it assists;
 *     none = 10, as published
 * @param epochs length of a training in the search, in the strategies that train; none = that of
 *     retraining
 * @param rungs lengths of training in hyperband and g-hb, each three times as long as the one
 *     before; none = 3
 * @param workers threads that score in parallel; results do not depend on their number
 * @param topK distinct networks to retrain
 */
public record SearchSettings(
    StrategyName strategy,
    ProxyName proxy,
    @Size(3) List<Double> lambda,
    Scope scope,
    @Range(min = 2, max = 1024, unit = "batches") int batches,
    @Range(min = 1, max = 1048576, unit = "rows") int batchSize,
    @Range(min = 1, max = 1000000, unit = "subnets") int population,
    @Range(min = 0, max = 1000000, unit = "generations") int generations,
    @Range(min = 1, max = 1000000, unit = "subnets") int tournament,
    @Range(min = 1, max = 1000000, unit = "subnets") int children,
    Mutations mutations,
    @Range(min = 1, max = 100000, unit = "subnets") Optional<Integer> pool,
    @Range(min = 1, max = 1000, unit = "epochs") Optional<Integer> epochs,
    @Range(min = 1, max = 10, unit = "lengths") Optional<Integer> rungs,
    @Range(min = 1, max = 1024, unit = "threads") int workers,
    @Range(min = 1, max = 100000, unit = "subnets") int topK) {

  /** Published size of a pool ([G] alg. 2 to 5). */
  public static final int POOL = 10;

  /** Lengths of training where none are given: a ninth, a third, and the whole. */
  public static final int RUNGS = 3;

  /**
   * Checks every component.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public SearchSettings {
    lambda = List.copyOf(lambda);
    Schema.check(
        SearchSettings.class,
        strategy,
        proxy,
        lambda,
        scope,
        batches,
        batchSize,
        population,
        generations,
        tournament,
        children,
        mutations,
        pool,
        epochs,
        rungs,
        workers,
        topK);
  }
}
