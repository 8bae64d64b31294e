package io.nasrec.experiments.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far each of the best networks is trained (spec section 10). */
public enum RetrainPlan {
  /** All of them to the end. */
  @JsonProperty("full")
  FULL,
  /** Successive halving. */
  @JsonProperty("halving")
  HALVING
}
