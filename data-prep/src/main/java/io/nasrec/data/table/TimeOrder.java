package io.nasrec.data.table;

import io.nasrec.data.raw.CellText;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Whether a column looks like dates or times, and whether the rows stand in their order: then they
 * can be split by time.
 */
final class TimeOrder {
  private static final double GREAT_MAJORITY = 0.95;

  /** Year first, so that the order of the texts is that of the times. */
  private static final Pattern SORTABLE =
      Pattern.compile("(19|20)\\d\\d([-/.])[01]\\d\\2[0-3]\\d([T ][0-2]\\d:[0-5]\\d.*)?");

  private static final Pattern OTHER =
      Pattern.compile("[0-3]?\\d([-/.])[0-3]?\\d\\1(19|20)\\d\\d([T ][0-2]?\\d:[0-5]\\d.*)?");

  /** As in 1/2/2026. */
  private static final int SHORTEST = 8;

  private static final Pattern NAME =
      Pattern.compile("(.*[^a-z])?(time|timestamp|datetime|date|day|hour|ts|at)|.*(time|date)");

  private long values;
  private long sortable;
  private long others;
  private long numbers;
  private boolean ordered = true;
  private String before = "";
  private double last = Double.NEGATIVE_INFINITY;

  void add(Object cell) {
    values++;
    if (cell instanceof String text && isTime(text.strip())) {
      return;
    }
    OptionalDouble number = CellReader.number(cell);
    if (number.isPresent()) {
      numbers += mayBeTime(cell, number.getAsDouble()) ? 1 : 0;
      ordered &= number.getAsDouble() >= last;
      last = number.getAsDouble();
    }
  }

  private boolean isTime(String text) {
    if (text.length() < SHORTEST || !Character.isDigit(text.charAt(0))) {
      return false;
    }
    if (SORTABLE.matcher(text).matches()) {
      sortable++;
      ordered &= text.compareTo(before) >= 0;
      before = text;
      return true;
    }
    boolean other = OTHER.matcher(text).matches();
    others += other ? 1 : 0;
    return other;
  }

  /** Seconds, milli-, micro- or nanoseconds since 1970, or digits such as YYYYMMDD and YYMMDDHH. */
  private static boolean mayBeTime(Object cell, double x) {
    boolean since1970 = false;
    for (double unit = 1; unit <= 1e9; unit *= 1000) {
      since1970 |= x >= 1e9 * unit && x < 4e9 * unit;
    }
    String digits = cell instanceof BigDecimal ? "" : CellText.of(cell).strip();
    return since1970
        || digits.matches("(19|20)\\d\\d[01]\\d[0-3]\\d([0-2]\\d([0-5]\\d){0,2})?")
        || digits.matches("[0-3]\\d[01]\\d[0-3]\\d[0-2]\\d");
  }

  /**
   * What the column looks like, and how it lets rows be split.
   *
   * @param name its name, which decides where numbers may be times
   * @param typed whether its type is that of times
   * @return a note; empty if the column does not look like times
   */
  Optional<String> note(String name, boolean typed) {
    double most = GREAT_MAJORITY * values;
    boolean texts = values > 0 && sortable + others >= most;
    boolean named = NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
    boolean meansTimes = typed || (named && values > 0 && numbers >= most);
    if (!texts && !meansTimes) {
      return Optional.empty();
    }
    if (others > 0) {
      return Optional.of(
          "looks like times; if the rows stand in their order, 'data.split: chronological' trains"
              + " on the earlier ones and tests on the later ones");
    }
    return Optional.of(
        ordered
            ? "looks like times, and the rows stand in their order: 'data.split: chronological'"
                + " trains on the earlier ones and tests on the later ones"
            : "looks like times, but the rows do not stand in their order: sort them by it to use"
                + " 'data.split: chronological'");
  }
}
