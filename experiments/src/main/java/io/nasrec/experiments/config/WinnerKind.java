package io.nasrec.experiments.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes the model of a run. */
public enum WinnerKind {
  /** The best network. */
  @JsonProperty("network")
  NETWORK,
  /** The ensemble of several. */
  @JsonProperty("ensemble")
  ENSEMBLE
}
