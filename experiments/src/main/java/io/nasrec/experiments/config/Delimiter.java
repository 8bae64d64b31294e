package io.nasrec.experiments.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The delimiter of a text file's columns; by name, because a tab is invisible. */
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
