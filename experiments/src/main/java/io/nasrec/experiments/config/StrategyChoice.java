package io.nasrec.experiments.config;

import io.nasrec.experiments.config.schema.As;
import io.nasrec.experiments.config.schema.Default;
import io.nasrec.experiments.config.schema.Kinds;
import io.nasrec.experiments.config.schema.OptionalValue;
import io.nasrec.experiments.config.schema.Range;
import io.nasrec.experiments.config.schema.Schema;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.search.strategy.Ask;
import io.nasrec.search.strategy.AutoCtr;
import io.nasrec.search.strategy.EvolutionSettings;
import io.nasrec.search.strategy.Hyperband;
import io.nasrec.search.strategy.Mutations;
import io.nasrec.search.strategy.RandomSearch;
import io.nasrec.search.strategy.RegularizedEvolution;
import io.nasrec.search.strategy.Reinforce;
import io.nasrec.search.strategy.SearchStrategy;
import io.nasrec.search.strategy.StrategySettings;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;

/**
 * How the next networks are chosen: the section {@code search.strategy} (spec section 9). A
 * strategy is one record here, with its keys; their published values are the defaults.
 */
public sealed interface StrategyChoice {
  /** Networks in a tournament, unless said otherwise. */
  int USUAL_TOURNAMENT = 64;

  /**
   * A fresh strategy: an instance serves one search.
   *
   * @param settings what every strategy knows
   * @param search the budget: population, generations and children
   */
  SearchStrategy start(StrategySettings settings, SearchSettings search);

  /** Whether its networks are trained; for the others the proxy's score is all that counts. */
  default boolean trains() {
    return this instanceof Training;
  }

  /** Whether the best networks are trained further than others. */
  default boolean continues() {
    return this instanceof Continuing;
  }

  /** Strategies that train their networks. */
  interface Training {
    /** Length of a training; none = that of retraining. */
    Optional<Integer> epochs();
  }

  /** Strategies that train the best of their networks further. */
  interface Continuing extends Training {
    /** Lengths of training, each three times as long as the one before. */
    int rungs();
  }

  /** Strategies that draw the parent of a child from their population. */
  interface Evolving {
    /** Networks of which the best becomes the parent; at most the population. */
    int tournament();

    /** Mutations per child, or their schedule. */
    Mutations mutations();

    /** How to evolve. */
    default EvolutionSettings evolution(SearchSettings search) {
      return search.evolution(tournament(), mutations());
    }
  }

  /** Networks in a tournament. */
  @Range(min = 1, max = 1000000, unit = "subnets")
  @Default("" + USUAL_TOURNAMENT)
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  @interface Tournament {}

  /** Mutations per child, or their schedule. */
  @As(MutationsType.class)
  @Default("1")
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  @interface PerChild {}

  /** Networks of which the proxy chooses one to train ([G] alg. 2 to 5: 10). */
  @Range(min = 1, max = 100000, unit = "subnets")
  @Default("10")
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  @interface Pool {}

  /** Length of a training in the search. */
  @Range(min = 1, max = 1000, unit = "epochs")
  @Default(OptionalValue.NONE)
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  @interface Epochs {}

  /** Lengths of training, each three times as long as the one before. */
  @Range(min = 1, max = 10, unit = "lengths")
  @Default("3")
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  @interface Rungs {}

  /** Distinct random networks, scored. */
  @Kinds("random")
  record Random() implements StrategyChoice {
    @Override
    public SearchStrategy start(StrategySettings settings, SearchSettings search) {
      return new RandomSearch(settings, Ask.Pool.NONE, Fidelity.SCORED);
    }
  }

  /** Ageing evolution on scored networks. */
  @Kinds("regularized-evolution")
  record Evolution(@Tournament int tournament, @PerChild Mutations mutations)
      implements StrategyChoice, Evolving {
    public Evolution {
      Schema.check(Evolution.class, tournament, mutations);
    }

    @Override
    public SearchStrategy start(StrategySettings settings, SearchSettings search) {
      return new RegularizedEvolution(settings.space(), evolution(search), settings.seed());
    }
  }

  /** Distinct random networks, trained. */
  @Kinds("rs")
  record Rs(@Epochs Optional<Integer> epochs) implements StrategyChoice, Training {
    public Rs {
      Schema.check(Rs.class, epochs);
    }

    @Override
    public SearchStrategy start(StrategySettings settings, SearchSettings search) {
      return new RandomSearch(settings, Ask.Pool.NONE, Fidelity.TRAINED);
    }
  }

  /** The best by proxy of each pool of random networks, trained. */
  @Kinds("g-rs")
  record GuidedRs(@Pool int pool, @Epochs Optional<Integer> epochs)
      implements StrategyChoice, Training {
    public GuidedRs {
      Schema.check(GuidedRs.class, pool, epochs);
    }

    @Override
    public SearchStrategy start(StrategySettings settings, SearchSettings search) {
      return new RandomSearch(settings, Ask.Pool.bestOf(pool), Fidelity.TRAINED);
    }
  }

  /** Ageing evolution on trained networks. */
  @Kinds("rea")
  record Rea(
      @Tournament int tournament, @PerChild Mutations mutations, @Epochs Optional<Integer> epochs)
      implements StrategyChoice, Training, Evolving {
    public Rea {
      Schema.check(Rea.class, tournament, mutations, epochs);
    }

    @Override
    public SearchStrategy start(StrategySettings settings, SearchSettings search) {
      return io.nasrec.search.strategy.Rea.plain(settings, evolution(search));
    }
  }

  /** The same, a child being the best by proxy of a pool of mutants. */
  @Kinds("g-rea")
  record GuidedRea(
      @Tournament int tournament,
      @PerChild Mutations mutations,
      @Pool int pool,
      @Epochs Optional<Integer> epochs)
      implements StrategyChoice, Training, Evolving {
    public GuidedRea {
      Schema.check(GuidedRea.class, tournament, mutations, pool, epochs);
    }

    @Override
    public SearchStrategy start(StrategySettings settings, SearchSettings search) {
      return io.nasrec.search.strategy.Rea.guided(settings, evolution(search), pool);
    }
  }

  /**
   * The same, the initial population being the best by proxy of a sample {@code pool} times as
   * large.
   */
  @Kinds("a-rea")
  record AssistedRea(
      @Tournament int tournament,
      @PerChild Mutations mutations,
      @Pool int pool,
      @Epochs Optional<Integer> epochs)
      implements StrategyChoice, Training, Evolving {
    public AssistedRea {
      Schema.check(AssistedRea.class, tournament, mutations, pool, epochs);
    }

    @Override
    public SearchStrategy start(StrategySettings settings, SearchSettings search) {
      return io.nasrec.search.strategy.Rea.assisted(settings, evolution(search), pool);
    }
  }

  /** A policy over genes that follows the results of training. */
  @Kinds("reinforce")
  record PlainReinforce(@Epochs Optional<Integer> epochs) implements StrategyChoice, Training {
    public PlainReinforce {
      Schema.check(PlainReinforce.class, epochs);
    }

    @Override
    public SearchStrategy start(StrategySettings settings, SearchSettings search) {
      return new Reinforce(settings, Ask.Pool.NONE);
    }
  }

  /** The same, the best by proxy of a pool of mutants of what the policy samples being trained. */
  @Kinds("g-reinforce")
  record GuidedReinforce(@Pool int pool, @Epochs Optional<Integer> epochs)
      implements StrategyChoice, Training {
    public GuidedReinforce {
      Schema.check(GuidedReinforce.class, pool, epochs);
    }

    @Override
    public SearchStrategy start(StrategySettings settings, SearchSettings search) {
      return new Reinforce(settings, Ask.Pool.bestOf(pool));
    }
  }

  /** Evolution in which a model of what was trained so far chooses among mutants. */
  @Kinds("autoctr")
  record AutoCtrEvolution(@PerChild Mutations mutations, @Epochs Optional<Integer> epochs)
      implements StrategyChoice, Training {
    public AutoCtrEvolution {
      Schema.check(AutoCtrEvolution.class, mutations, epochs);
    }

    @Override
    public SearchStrategy start(StrategySettings settings, SearchSettings search) {
      return new AutoCtr(settings, search.evolution(1, mutations));
    }
  }

  /** Brackets of random networks, of which the best are trained further. */
  @Kinds("hyperband")
  record PlainHyperband(@Rungs int rungs, @Epochs Optional<Integer> epochs)
      implements StrategyChoice, Continuing {
    public PlainHyperband {
      Schema.check(PlainHyperband.class, rungs, epochs);
    }

    @Override
    public SearchStrategy start(StrategySettings settings, SearchSettings search) {
      return new Hyperband(settings, rungs, Ask.Pool.NONE);
    }
  }

  /** The same, each start being the best by proxy of a pool of random networks. */
  @Kinds("g-hb")
  record GuidedHyperband(@Pool int pool, @Rungs int rungs, @Epochs Optional<Integer> epochs)
      implements StrategyChoice, Continuing {
    public GuidedHyperband {
      Schema.check(GuidedHyperband.class, pool, rungs, epochs);
    }

    @Override
    public SearchStrategy start(StrategySettings settings, SearchSettings search) {
      return new Hyperband(settings, rungs, Ask.Pool.bestOf(pool));
    }
  }
}
