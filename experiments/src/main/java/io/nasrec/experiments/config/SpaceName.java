package io.nasrec.experiments.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nasrec.space.SearchSpace;

/** The search spaces. */
public enum SpaceName {
  /** FC and DotProduct on the dense side, EmbeddedFC on the sparse side. */
  @JsonProperty("nasrec-small")
  NASREC_SMALL,
  /** SigmoidGating and Sum as well on the dense side, Attention on the sparse side. */
  @JsonProperty("nasrec-full")
  NASREC_FULL;

  /** The space with the given number of choice blocks. */
  public SearchSpace space(int blocks) {
    return switch (this) {
      case NASREC_SMALL -> SearchSpace.small(blocks);
      case NASREC_FULL -> SearchSpace.full(blocks);
    };
  }

  /** As files and the command line spell it. */
  @Override
  public String toString() {
    return Label.of(this);
  }
}
