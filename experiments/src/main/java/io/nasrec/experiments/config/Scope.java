package io.nasrec.experiments.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whose gradients a proxy sees. */
public enum Scope {
  /** Every parameter but embedding rows. */
  @JsonProperty("dense")
  DENSE,
  /** The weight matrices of linear layers. */
  @JsonProperty("linear")
  LINEAR,
  /** Every parameter. */
  @JsonProperty("all")
  ALL,
  /** The last linear layer. */
  @JsonProperty("head")
  HEAD
}
