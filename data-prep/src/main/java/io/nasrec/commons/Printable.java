package io.nasrec.commons;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Makes external text (a header, a file's name, a value) safe to show in a message. Characters that
 * a terminal would interpret or could not show are written as Java escapes: a tab as {@code \t}, an
 * escape as {@code \u001b}. Letters of any script stay unchanged.
 */
public final class Printable {
  /** The longest value that {@link #quoted} shows in full, in code points. */
  static final int SHOWN = 24;

  private Printable() {}

  /**
   * Escapes control characters, line ends, formatting characters (which may reverse a line's
   * direction) and unpaired surrogates.
   *
   * @param text the text
   * @return the same with escapes in their place
   */
  public static String of(String text) {
    if (text.codePoints().allMatch(Printable::isShown)) {
      return text;
    }
    return text.codePoints()
        .mapToObj(c -> isShown(c) ? Character.toString(c) : escaped(c))
        .collect(Collectors.joining());
  }

  /**
   * A value in double quotes; a long one is truncated.
   *
   * @param value the value
   * @return such as {@code "Zürich"} or {@code "a\tb…"}
   */
  public static String quoted(String value) {
    return '"' + shortened(value) + '"';
  }

  /**
   * A value without quotes; a long one is truncated.
   *
   * @param value the value
   * @return such as {@code inf} or {@code a\tb…}
   */
  public static String shortened(String value) {
    boolean cut = value.codePointCount(0, value.length()) > SHOWN;
    return of(cut ? value.substring(0, value.offsetByCodePoints(0, SHOWN)) + "…" : value);
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  private static String escaped(int c) {
    return switch (c) {
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      default -> {
        StringBuilder escapes = new StringBuilder();
        for (char unit : Character.toChars(c)) {
          escapes.append("\\u").append(String.format(Locale.ROOT, "%04x", (int) unit));
        }
        yield escapes.toString();
      }
    };
  }
}
