package io.nasrec.experiments.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The search spaces. */
public enum SpaceName {
  /** FC and DotProduct on the dense side, EmbeddedFC on the sparse side. */
  @JsonProperty("nasrec-small")
  NASREC_SMALL,
  /** SigmoidGating and Sum as well on the dense side, Attention on the sparse side. */
  @JsonProperty("nasrec-full")
  NASREC_FULL
}
