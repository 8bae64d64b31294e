package io.nasrec.data.raw;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a quote is written inside a quoted value. */
public enum QuoteEscape {
  /** Twice, as RFC 4180 has it: {@code "15"" screen"}. */
  @JsonProperty("doubled")
  DOUBLED,
  /**
   * After a backslash, as Spark writes it: {@code "15\" screen"}. A backslash before a backslash is
   * one too; before anything else, and outside quotes, it is a character like all others.
   */
  @JsonProperty("backslash")
  BACKSLASH
}
