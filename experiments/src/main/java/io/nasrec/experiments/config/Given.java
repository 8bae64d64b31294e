package io.nasrec.experiments.config;

/**
 * What stands at one key path.
 *
 * @param path such as {@code search.workers}
 * @param line from 1; {@link #SET} for {@code --set}
 * @param kind value or section
 * @param text the value's text; a list's is {@code [1, 2]}
 */
record Given(String path, int line, Kind kind, String text) {
  /** The line of what {@code --set} gives: after all lines of the file. */
  static final int SET = Integer.MAX_VALUE;

  enum Kind {
    VALUE,
    LIST,
    SECTION
  }
}
