package io.nasrec.search.strategy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nasrec.search.scoring.Fidelity;

/** The search strategies by their names in experiment files (spec section 9). */
public enum StrategyName {
  /** Distinct random networks, scored. */
  @JsonProperty("random")
  RANDOM(false, false),

  /** Ageing evolution on scored networks. */
  @JsonProperty("regularized-evolution")
  REGULARIZED_EVOLUTION(false, false),

  /** Distinct random networks, trained. */
  @JsonProperty("rs")
  RS(true, false),

  /** The best by proxy of each pool of random networks, trained. */
  @JsonProperty("g-rs")
  G_RS(true, true),

  /** Ageing evolution on trained networks. */
  @JsonProperty("rea")
  REA(true, false),

  /** The same, a child being the best by proxy of a pool of mutants. */
  @JsonProperty("g-rea")
  G_REA(true, true),

  /** The same, the initial population being the best by proxy of a larger sample. */
  @JsonProperty("a-rea")
  A_REA(true, true),

  /** A policy over genes that follows the results of training. */
  @JsonProperty("reinforce")
  REINFORCE(true, false),

  /** The same, the best by proxy of a pool of mutants of what the policy samples being trained. */
  @JsonProperty("g-reinforce")
  G_REINFORCE(true, true),

  /** Evolution in which a model of what was trained so far chooses among mutants. */
  @JsonProperty("autoctr")
  AUTOCTR(true, false),

  /** Brackets of random networks, of which the best are trained further. */
  @JsonProperty("hyperband")
  HYPERBAND(true, false),

  /** The same, each start being the best by proxy of a pool of random networks. */
  @JsonProperty("g-hb")
  G_HB(true, true);

  private final boolean trains;
  private final boolean assisted;

  StrategyName(boolean trains, boolean assisted) {
    this.trains = trains;
    this.assisted = assisted;
  }

  /** Whether its networks are trained; else the proxy's score is all that counts. */
  public boolean trains() {
    return trains;
  }

  /** Whether the proxy chooses which networks are trained. */
  public boolean assisted() {
    return assisted;
  }

  /** Whether the best networks are trained further than others. */
  public boolean continues() {
    return this == HYPERBAND || this == G_HB;
  }

  /** A fresh strategy: an instance serves one search. */
  public SearchStrategy with(StrategySettings settings) {
    Ask.Pool pool = assisted ? Ask.Pool.bestOf(settings.pool()) : Ask.Pool.NONE;
    return switch (this) {
      case RANDOM -> new RandomSearch(settings, pool, Fidelity.SCORED);
      case REGULARIZED_EVOLUTION ->
          new RegularizedEvolution(settings.space(), settings.evolution(), settings.seed());
      case RS, G_RS -> new RandomSearch(settings, pool, Fidelity.TRAINED);
      case REA -> Rea.plain(settings);
      case G_REA -> Rea.guided(settings);
      case A_REA -> Rea.assisted(settings);
      case REINFORCE, G_REINFORCE -> new Reinforce(settings, pool);
      case AUTOCTR -> new AutoCtr(settings);
      case HYPERBAND, G_HB -> new Hyperband(settings, pool);
    };
  }
}
