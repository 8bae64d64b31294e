package io.nasrec.data.raw;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a quote is written inside a quoted value. */
public enum QuoteEscape {
  /** Doubled, as in RFC 4180: {@code "15"" screen"}. */
  @JsonProperty("doubled")
  DOUBLED,
  /**
   * After a backslash, as Spark writes it: {@code "15\" screen"}. Two backslashes stand for one;
   * before anything else, and outside quotes, a backslash is an ordinary character.
   */
  @JsonProperty("backslash")
  BACKSLASH
}
