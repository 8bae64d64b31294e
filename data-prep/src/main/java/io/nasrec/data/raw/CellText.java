package io.nasrec.data.raw;

import java.math.BigDecimal;

/** The text of a cell that may be a text, a number or a boolean. */
public final class CellText {
  private static final double LONGS = 0x1p63;

  private CellText() {}

  /**
   * A cell's text; numbers that are equal have equal texts, whatever their types.
   *
   * @param cell null where it is missing
   * @return the text; empty where the cell is missing
   */
  public static String of(Object cell) {
    if (cell == null) {
      return "";
    }
    if (cell instanceof Double || cell instanceof Float) {
      return real((Number) cell);
    }
    if (cell instanceof BigDecimal decimal) {
      return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }
    return cell.toString();
  }

  private static String real(Number real) {
    double x = real.doubleValue();
    if (Double.isInfinite(x)) {
      return x > 0 ? "inf" : "-inf"; // as other programs write it
    }
    return x == Math.rint(x) && Math.abs(x) < LONGS ? Long.toString((long) x) : real.toString();
  }
}
