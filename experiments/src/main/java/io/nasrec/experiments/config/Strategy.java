package io.nasrec.experiments.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the search chooses the next subnets. */
public enum Strategy {
  /** Ageing evolution: the best of a random sample is mutated, the oldest die. */
  @JsonProperty("regularized-evolution")
  REGULARIZED_EVOLUTION
}
