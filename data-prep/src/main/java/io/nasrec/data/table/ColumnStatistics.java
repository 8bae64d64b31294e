package io.nasrec.data.table;

import io.nasrec.data.Printable;
import io.nasrec.data.raw.Coding;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Statistics of one column, gathered cell by cell. */
final class ColumnStatistics {
  /** Common spellings of a missing value, besides the empty text. */
  private static final Set<String> SPELLINGS =
      Set.of("NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "Null", "null", "None", "\\N");

  /**
   * The share of finite numbers from which a column of texts is considered numeric with invalid
   * values.
   */
  private static final double GREAT_MAJORITY = 0.95;

  private final int mostDistinct;
  private final LongOpenHashSet distinct = new LongOpenHashSet();
  private final Set<String> missingSpellings = new TreeSet<>();
  private final List<MultiValues> multiValues =
      List.of(new MultiValues('|'), new MultiValues(';'), new MultiValues(','));
  private long rows;
  private long missing;
  private long positives;
  private boolean labels = true;
  private long finite;
  private boolean typed;
  private String firstOdd = "";
  private boolean whole = true;
  private boolean leadingZeros;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /**
   * Empty statistics.
   *
   * @param mostDistinct the maximum number of distinct values to count
   */
  ColumnStatistics(int mostDistinct) {
    this.mostDistinct = mostDistinct;
  }

  /**
   * Adds a cell.
   *
   * @param cell a text, number, boolean or null
   * @param place its position, for messages
   */
  void add(Object cell, Supplier<String> place) {
    rows++;
    if (isMissing(cell)) {
      missing++;
      if (cell instanceof String text && !text.isBlank()) {
        missingSpellings.add(text.strip());
      }
      return;
    }
    String text = CellReader.category(cell);
    if (distinct.size() <= mostDistinct) {
      distinct.add(Coding.TEXT.key(text));
    }
    int label = CellReader.label(cell);
    labels &= label >= 0;
    positives += Math.max(0, label);
    typed |= cell instanceof Number;
    OptionalDouble number = CellReader.number(cell);
    if (number.isPresent()) {
      add(number.getAsDouble());
      leadingZeros |= cell instanceof String && text.matches("0\\d.*");
    } else if (firstOdd.isEmpty()) {
      firstOdd = place.get() + ": " + Printable.shortened(text);
    }
    if (cell instanceof String) {
      multiValues.forEach(separator -> separator.add(text));
    }
  }

  /** Whether a cell is empty or a common spelling of a missing value. */
  static boolean isMissing(Object cell) {
    return CellReader.isMissing(cell, SPELLINGS);
  }

  private void add(double x) {
    finite++;
    whole &= x == Math.rint(x);
    min = Math.min(min, x);
    max = Math.max(max, x);
  }

  long rows() {
    return rows;
  }

  long missing() {
    return missing;
  }

  /** The spellings of missing values other than the empty text. */
  Set<String> missingSpellings() {
    return missingSpellings;
  }

  /** The number of distinct values; one more than {@link #mostDistinct} if there are more. */
  int distinct() {
    return distinct.size();
  }

  int mostDistinct() {
    return mostDistinct;
  }

  /** The values that spell 1; meaningful for {@link #isLabel} only. */
  long positives() {
    return positives;
  }

  /** Whether every row has 0 or 1, and both occur. */
  boolean isLabel() {
    return isFlag() && missing == 0;
  }

  /** Whether the only values are 0 and 1, or false and true, and both occur. */
  boolean isFlag() {
    return labels && positives > 0 && positives < rows - missing;
  }

  /**
   * Whether the column is numeric: by its type, or because the great majority of values are
   * numbers.
   */
  boolean isNumbers() {
    return finite > 0 && (typed || finite >= GREAT_MAJORITY * (rows - missing));
  }

  /** Whether its type is numeric, but it has no finite number. */
  boolean isWithoutFiniteNumber() {
    return typed && finite == 0;
  }

  /** The values of a numeric column that are not numbers, for display; empty if there are none. */
  Optional<String> odd() {
    long odd = rows - missing - finite;
    return odd == 0 || !isNumbers()
        ? Optional.empty()
        : Optional.of(
            odd == 1
                ? "1 value is no finite number (%s)".formatted(firstOdd)
                : String.format(
                    Locale.ROOT,
                    "%,d values are no finite numbers (the first: %s)",
                    odd,
                    firstOdd));
  }

  /** Why the texts look multi-valued; empty if they do not. */
  Optional<String> multiValued() {
    return isNumbers()
        ? Optional.empty()
        : multiValues.stream().flatMap(separator -> separator.note().stream()).findFirst();
  }

  boolean isWhole() {
    return isNumbers() && whole;
  }

  /** Whether a number has a leading zero, as codes do. */
  boolean hasLeadingZeros() {
    return leadingZeros;
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }
}
