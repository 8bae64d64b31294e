package io.nasrec.data.raw;

import io.nasrec.data.BadDataException;
import java.nio.file.Path;

/** Counts a file's malformed rows up to the number that is allowed. */
final class BadRows {
  private static final int SHOWN = 24;

  private final Path file;
  private final long max;
  private long count;

  BadRows(Path file, long max) {
    this.file = file;
    this.max = max;
  }

  long count() {
    return count;
  }

  /**
   * Counts one more.
   *
   * @param line the line's number, from 1
   * @param problem what is wrong with it
   * @throws BadDataException if that is one too many
   */
  void add(long line, String problem) {
    count++;
    if (count > max) {
      String where =
          "%s, line %d%s%s"
              .formatted(file, line, problem.startsWith("column") ? ", " : ": ", problem);
      throw new BadDataException(
          max == 0
              ? where
              : "more than %d bad rows (maxBadRows); the latest: %s".formatted(max, where));
    }
  }

  /**
   * Makes a found value fit to be shown: quoted, short, without control characters.
   *
   * @param found the value
   * @return such as {@code "abc"}
   */
  static String shorten(String found) {
    String text = found.length() > SHOWN ? found.substring(0, SHOWN) + "…" : found;
    return '"' + text.replaceAll("[^\\x20-\\x7e…]", "?") + '"';
  }
}
