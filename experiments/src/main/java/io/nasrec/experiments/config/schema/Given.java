package io.nasrec.experiments.config.schema;

/**
 * The value given at one key path.
 *
 * @param path such as {@code engine.workers}
 * @param line from 1; {@link #SET} for {@code --set}
 * @param kind what it is
 * @param text the value's text; a list's is {@code [1, 2]}, a mapping's {@code {a: 1}}
 * @param written the path as the user wrote it, which may be an old spelling
 */
public record Given(String path, int line, Kind kind, String text, String written) {
  /** The line number of values from {@code --set}: after all lines of the file. */
  static final int SET = Integer.MAX_VALUE;

  enum Kind {
    VALUE,
    LIST,
    SECTION,
    /** Keys and values inside a section. */
    MAPPING
  }

  Given(String path, int line, Kind kind, String text) {
    this(path, line, kind, text, path);
  }

  /** The same value at another path. */
  Given at(String other) {
    return new Given(other, line, kind, text, written);
  }

  /** Whether it comes from {@code --set}. */
  boolean isSet() {
    return line == SET;
  }

  /** Whether it is {@code none}. */
  boolean isNone() {
    return kind == Kind.VALUE && text.equals(OptionalValue.NONE);
  }
}
