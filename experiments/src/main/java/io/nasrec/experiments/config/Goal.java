package io.nasrec.experiments.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nasrec.search.cost.Cost;
import java.util.Optional;

/** What a search looks for in a network. */
public enum Goal {
  /** A high score. */
  @JsonProperty("quality")
  QUALITY(null),

  /** Few parameters. */
  @JsonProperty("parameters")
  PARAMETERS(Cost.PARAMETERS),

  /** Few multiply-accumulates. */
  @JsonProperty("macs")
  MACS(Cost.MACS),

  /** A short time from the inputs to the logit. */
  @JsonProperty("latency")
  LATENCY(Cost.LATENCY);

  private final Cost cost;

  Goal(Cost cost) {
    this.cost = cost;
  }

  /** The cost to be kept low; empty for quality. */
  public Optional<Cost> cost() {
    return Optional.ofNullable(cost);
  }
}
