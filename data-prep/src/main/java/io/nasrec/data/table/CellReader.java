package io.nasrec.data.table;

import io.nasrec.data.SplitName;
import io.nasrec.data.raw.BadRows;
import io.nasrec.data.raw.CellText;
import io.nasrec.data.raw.Positions;
import io.nasrec.data.raw.RawRows;
import io.nasrec.data.raw.RowReader;
import io.nasrec.data.raw.RowUse;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * Turns a row of cells into a raw row. Cells are texts, numbers or booleans; null is missing.
 * Different spellings of the same value are one value: 5, 5.0 and, as a category, its text.
 */
final class CellReader implements RowReader {
  private static final OptionalDouble MISSING = OptionalDouble.of(Double.NaN);

  /** Up to here doubles and floats represent every whole number. */
  private static final double DOUBLES = 0x1p53;

  private static final float FLOATS = 0x1p24f;

  /** How {@link Double#toString} writes numbers of eight digits and more that a long holds. */
  private static final Pattern JAVAS = Pattern.compile("-?[1-9]\\.\\d{1,17}E(\\d|1[0-8])");

  private final ColumnRoles roles;
  private final int label;
  private final int[] dense;
  private final int[] categorical;
  private final boolean[] exact;
  private final OptionalInt split;
  private final Positions positions;

  /**
   * A reader of one file's rows.
   *
   * @param roles what the columns are
   * @param where the columns are, for messages
   * @param columns the file's columns
   * @param exact the categorical columns that hold exact numbers in one file of the set at least
   * @param use what the rows are read for
   * @throws io.nasrec.commons.BadDataException if columns are missing
   */
  CellReader(ColumnRoles roles, String where, List<String> columns, Set<String> exact, RowUse use) {
    this.roles = roles;
    positions = new Positions(columns, use);
    label = positions.label(roles.label());
    dense = positions.features(roles.dense());
    categorical = positions.features(roles.categorical());
    positions.require(where);
    this.exact = new boolean[categorical.length];
    for (int f = 0; f < categorical.length; f++) {
      this.exact[f] = exact.contains(roles.categorical().get(f));
    }
    split =
        use.learning()
            ? roles.split().stream().mapToInt(columns::indexOf).findFirst()
            : OptionalInt.empty();
  }

  @Override
  public String read(IntFunction<?> cells, RawRows row) {
    positions.carry(cells, row);
    if (label >= 0) {
      Object click = cells.apply(label);
      int value = label(click);
      if (value < 0) {
        return BadRows.problem(roles.label(), "0 or 1, or false or true", CellText.of(click));
      }
      row.setLabel(value);
    }
    if (split.isPresent()) {
      Object cell = cells.apply(split.getAsInt());
      Optional<SplitName> name = SplitName.named(CellText.of(cell).strip());
      if (name.isEmpty()) {
        return BadRows.problem(
            roles.split().orElseThrow(), "train, validation (or valid) or test", CellText.of(cell));
      }
      row.setSplit(name.get());
    }
    for (int i = 0; i < dense.length; i++) {
      Object cell = Positions.cell(cells, dense[i]);
      OptionalDouble number = isMissing(cell, roles.missing()) ? MISSING : number(cell);
      if (number.isEmpty()) {
        return BadRows.problem(roles.dense().get(i), "a number or nothing", CellText.of(cell));
      }
      row.setDense(i, number.getAsDouble());
    }
    for (int f = 0; f < categorical.length; f++) {
      Object cell = Positions.cell(cells, categorical[f]);
      if (isMissing(cell, roles.missing())) {
        row.setCategory(f, "");
      } else if (exact[f] && isRounded(cell)) {
        return BadRows.problem(
            roles.categorical().get(f),
            "an exact number, as another file has them, or a floating-point number that is small"
                + " enough to be one (below 2^53, or 2^24 in 32 bits)",
            CellText.of(cell));
      } else {
        row.setCategory(f, category(cell));
      }
    }
    return null;
  }

  /** Whether a cell is missing. */
  static boolean isMissing(Object cell, Set<String> missing) {
    if (cell == null) {
      return true;
    }
    if (cell instanceof String text) {
      return text.isBlank() || missing.contains(text.strip());
    }
    if (cell instanceof Number number && Double.isNaN(number.doubleValue())) {
      return true;
    }
    return !missing.isEmpty() && missing.contains(CellText.of(cell));
  }

  /** The label in a cell: 0 or 1; -1 if it is neither. */
  static int label(Object cell) {
    return switch (CellText.of(cell).strip().toLowerCase(Locale.ROOT)) {
      case "0", "0.0", "false" -> 0;
      case "1", "1.0", "true" -> 1;
      default -> -1;
    };
  }

  /** The number in a cell, if it fits a float. */
  static OptionalDouble number(Object cell) {
    double number;
    if (cell instanceof Number known) {
      number = known.doubleValue();
    } else if (cell instanceof Boolean flag) {
      number = flag ? 1 : 0;
    } else {
      String text = CellText.of(cell).strip();
      // Java's own syntax allows more: 1f, 0x1p3, NaN.
      if (!text.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0)) {
        return OptionalDouble.empty();
      }
      try {
        number = Double.parseDouble(text);
      } catch (NumberFormatException e) {
        return OptionalDouble.empty();
      }
    }
    return Math.abs(number) <= Float.MAX_VALUE ? OptionalDouble.of(number) : OptionalDouble.empty();
  }

  /**
   * A value's text as a category. Insignificant differences are removed from texts that spell a
   * whole number as a floating-point number, as Pandas does if a column has missing values, or a
   * boolean: {@code 5.0} and {@code 5.} are {@code 5}, {@code -0} is {@code 0}, {@code True} is
   * {@code true}. So is {@code 1.2345678E7}, as Java and Spark write a floating-point 12345678;
   * {@code 1e3} may be hexadecimal and {@code +5} a telephone number, so both stay.
   */
  static String category(Object cell) {
    if (!(cell instanceof String text)) {
      return CellText.of(cell);
    }
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return text.toLowerCase(Locale.ROOT);
    }
    int point = text.indexOf('.');
    if (point < 1) {
      return unsignedZero(text);
    }
    if (text.indexOf('E', point) > 0 && JAVAS.matcher(text).matches()) {
      BigDecimal number = new BigDecimal(text).stripTrailingZeros();
      return number.scale() <= 0 ? number.toPlainString() : text;
    }
    return isWhole(text, point) ? unsignedZero(text.substring(0, point)) : text;
  }

  private static String unsignedZero(String text) {
    return text.equals("-0") ? "0" : text;
  }

  /** Whether the text is a number without leading zeros, then a point, then nothing but zeros. */
  private static boolean isWhole(String text, int point) {
    int first = text.charAt(0) == '-' ? 1 : 0;
    boolean needless = text.charAt(first) == '0' && point > first + 1;
    if (first == point || needless) {
      return false;
    }
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      if (i != point && (i < point ? c < '0' || c > '9' : c != '0')) {
        return false;
      }
    }
    return true;
  }

  /** Whether a number may have been rounded when it was stored as a floating-point number. */
  private static boolean isRounded(Object cell) {
    return (cell instanceof Double real && Math.abs(real) >= DOUBLES)
        || (cell instanceof Float single && Math.abs(single) >= FLOATS);
  }
}
