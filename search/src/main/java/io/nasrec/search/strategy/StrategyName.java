package io.nasrec.search.strategy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nasrec.search.scoring.Fidelity;

/** The search strategies of experiment files. */
public enum StrategyName {
  /** Distinct random networks, scored. */
  @JsonProperty("random")
  RANDOM,

  /** Ageing evolution on scored networks. */
  @JsonProperty("regularized-evolution")
  REGULARIZED_EVOLUTION;

  /** A fresh strategy: an instance serves one search. */
  public SearchStrategy with(StrategySettings settings) {
    return switch (this) {
      case RANDOM ->
          new RandomSearch(
              settings.space(), settings.evaluations(), Ask.Pool.NONE, Fidelity.SCORED);
      case REGULARIZED_EVOLUTION ->
          new RegularizedEvolution(settings.space(), settings.evolution(), settings.seed());
    };
  }
}
