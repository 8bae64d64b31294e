package io.nasrec.experiments.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How much training a search spends on the networks that its winner is compared with. */
public enum BaselineEffort {
  /** One training of each. */
  @JsonProperty("single")
  SINGLE,
  /** What the found networks get: as many starts, lengths, finalists, trainings and choices. */
  @JsonProperty("equal")
  EQUAL
}
