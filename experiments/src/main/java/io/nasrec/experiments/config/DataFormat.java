package io.nasrec.experiments.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where the rows come from. */
public enum DataFormat {
  /** Criteo's Display Advertising rows, read from a file. */
  @JsonProperty("criteo")
  CRITEO,
  /** Rows in the shape of Criteo, drawn by this program; the best possible log loss is known. */
  @JsonProperty("synthetic")
  SYNTHETIC
}
