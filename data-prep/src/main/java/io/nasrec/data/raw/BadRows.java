package io.nasrec.data.raw;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Printable;
import java.util.Optional;

/** Counts malformed records up to the allowed number. */
public final class BadRows {
  private final long max;
  private long count;
  private String first;

  BadRows(long max) {
    this.max = checkedMax(max);
  }

  /** Checks how many may be skipped. */
  public static long checkedMax(long max) {
    if (max < 0) {
      throw new IllegalArgumentException("maxBadRows must be at least 0, but was " + max);
    }
    return max;
  }

  long count() {
    return count;
  }

  /** The position of the first one, and what is wrong with it. */
  Optional<String> first() {
    return Optional.ofNullable(first).map(Printable::of);
  }

  /**
   * Counts some more.
   *
   * @param more how many, at least 1
   * @param name the file's name
   * @param record the number of the first of them, from 1
   * @param problem what is wrong with that one
   * @throws BadDataException if there are too many
   */
  void add(int more, String name, long record, String problem) {
    if (first == null) {
      first =
          "%s, record %s%s%s"
              .formatted(name, record, problem.startsWith("column") ? ", " : ": ", problem);
    }
    count += more;
    if (count > max) {
      throw new BadDataException(
          max == 0
              ? first
              : "more than %s bad rows (maxBadRows); the first: %s".formatted(max, first));
    }
  }

  /**
   * What is wrong with a value.
   *
   * @param column the column's name
   * @param expected what it must look like
   * @param found what it looks like
   * @return a text for {@link RawRows#reject}
   */
  public static String problem(String column, String expected, String found) {
    return "column %s: expected %s, but found %s"
        .formatted(column, expected, Printable.quoted(found));
  }
}
