package io.nasrec.data.table;

import java.math.BigDecimal;

/** What a file's format says of a column's cells. */
enum ColumnType {
  /** Texts; all that delimited text has. */
  TEXT("text"),
  /** Whole numbers and decimals, which are what they say. */
  EXACT("numbers"),
  /** Floating-point numbers, which hold whole numbers exactly up to 2^53 only. */
  FLOATING("numbers"),
  BOOLEAN("booleans"),
  BYTES("bytes"),
  /** Days since 1970. */
  DATE("dates"),
  /** Seconds of a day, or a duration in seconds. */
  TIME("times"),
  /** Seconds since 1970. */
  TIMESTAMP("timestamps"),
  /** Lists or records of values, which are not read. */
  NESTED("nested values"),
  /** There is no value in it. */
  NOTHING("no values");

  private final String label;

  ColumnType(String label) {
    this.label = label;
  }

  /** The cells, for people. */
  String label() {
    return label;
  }

  /** Whether values mean the same where one file's column is of this type, another's of that. */
  boolean agreesWith(ColumnType other, boolean asNumbers) {
    boolean spelled = isSpelled(asNumbers) && other.isSpelled(asNumbers);
    return this == NOTHING || other == NOTHING || spelled || label.equals(other.label);
  }

  /** Texts are read as numbers, too, where numbers are expected; elsewhere 5 and 05 differ. */
  private boolean isSpelled(boolean asNumbers) {
    return switch (this) {
      case TEXT, BOOLEAN -> true;
      case EXACT, FLOATING -> asNumbers;
      default -> false;
    };
  }

  /**
   * A time in seconds, whatever unit it is stored in, without rounding.
   *
   * @param digits 0 where it is stored in seconds, 3 in milliseconds, and so on
   */
  static BigDecimal seconds(long stored, int digits) {
    return BigDecimal.valueOf(stored, digits);
  }
}
