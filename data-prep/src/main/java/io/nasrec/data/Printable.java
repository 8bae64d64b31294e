package io.nasrec.data;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Text from elsewhere (a header, a file's name, a value) as a message may show it. What a terminal
 * would obey or could not show is written as Java writes it: a tab as {@code \t}, an escape as
 * {@code \u001b}. Letters of any script stay what they are.
 */
public final class Printable {
  /** The longest value that {@link #quoted} shows in full, in code points. */
  static final int SHOWN = 24;

  private Printable() {}

  /**
   * A text without control characters, line ends, formatting characters (which may reverse a line's
   * direction) and halves of surrogate pairs.
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
   * A value between double quotes; of a long one the beginning.
   *
   * @param value the value
   * @return such as {@code "Zürich"} or {@code "a\tb…"}
   */
  public static String quoted(String value) {
    return '"' + shortened(value) + '"';
  }

  /**
   * A value without quotes; of a long one the beginning.
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
