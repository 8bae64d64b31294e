package io.nasrec.data.table;

import java.math.BigDecimal;

/** The type of a column's cells according to the file's format. */
enum ColumnType {
  /** Texts; the only type in delimited text. */
  TEXT("text"),
  /** Whole numbers and decimals, which are exact. */
  EXACT("numbers"),
  /** Floating-point numbers, which are exact only for whole numbers up to 2^53. */
  FLOATING("numbers"),
  BOOLEAN("booleans"),
  BYTES("bytes"),
  /** Days since 1970. */
  DATE("dates"),
  /** The time of day in seconds, or a duration in seconds. */
  TIME("times"),
  /** Seconds since 1970. */
  TIMESTAMP("timestamps"),
  /** Lists or records of values, which are not read. */
  NESTED("nested values"),
  /** There are no values. */
  NOTHING("no values");

  private final String label;

  ColumnType(String label) {
    this.label = label;
  }

  /** Whether its values are points in time. */
  boolean isTime() {
    return this == DATE || this == TIMESTAMP;
  }

  /** A description of the cells, for messages. */
  String label() {
    return label;
  }

  /**
   * Whether values mean the same if one file's column has this type and another's has that type.
   */
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
   * @param digits 0 if it is stored in seconds, 3 if in milliseconds, and so on
   */
  static BigDecimal seconds(long stored, int digits) {
    return BigDecimal.valueOf(stored, digits);
  }
}
