package io.nasrec.experiments.config;

/**
 * The value given at one key path.
 *
 * @param path such as {@code search.workers}
 * @param line from 1; {@link #SET} for {@code --set}
 * @param kind what it is
 * @param text the value's text; a list's is {@code [1, 2]}, a mapping's {@code {a: 1}}
 */
record Given(String path, int line, Kind kind, String text) {
  /** The line number of values from {@code --set}: after all lines of the file. */
  static final int SET = Integer.MAX_VALUE;

  enum Kind {
    VALUE,
    LIST,
    SECTION,
    /** Keys and values inside a section. */
    MAPPING,
    /** An entry of a mapping; its text is part of the mapping's text. */
    ENTRY
  }
}
