package io.nasrec.experiments.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What separates the columns of a text file; by name, because a tab cannot be seen. */
public enum Delimiter {
  /** Comma. */
  @JsonProperty("comma")
  COMMA(','),
  /** Tab. */
  @JsonProperty("tab")
  TAB('\t'),
  /** Semicolon. */
  @JsonProperty("semicolon")
  SEMICOLON(';'),
  /** Vertical bar. */
  @JsonProperty("bar")
  BAR('|');

  private final char character;

  Delimiter(char character) {
    this.character = character;
  }

  /** The character itself. */
  public char character() {
    return character;
  }
}
