package io.nasrec.experiments.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where the rows come from. */
public enum DataFormat {
  /** Criteo's Display Advertising rows, read from a file. */
  @JsonProperty("criteo")
  CRITEO,
  /** Avazu's click-through rate prediction rows, read from a file. */
  @JsonProperty("avazu")
  AVAZU,
  /** KDD Cup 2012 track 2, read from a file, joined with the users' profiles. */
  @JsonProperty("kdd12")
  KDD12,
  /** The user's own columns in delimited text. */
  @JsonProperty("delimited")
  DELIMITED,
  /** The user's own columns in an Arrow file. */
  @JsonProperty("arrow")
  ARROW,
  /** The user's own columns in a Parquet file. */
  @JsonProperty("parquet")
  PARQUET,
  /** Rows in the shape of Criteo, drawn by this program; the best possible log loss is known. */
  @JsonProperty("synthetic")
  SYNTHETIC;

  /** Whether the columns are the user's own, which the schema section names. */
  public boolean hasSchema() {
    return this == DELIMITED || this == ARROW || this == PARQUET;
  }
}
