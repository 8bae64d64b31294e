package io.nasrec.data.table;

import io.nasrec.commons.Printable;
import io.nasrec.data.raw.Coding;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Statistics of one column, gathered cell by cell. */
final class ColumnStatistics {
  /** Common spellings of a missing value, besides the empty text. */
  private static final Set<String> SPELLINGS =
      Set.of("NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "Null", "null", "None", "\\N");

  /**
   * Further spellings, in lower case. They count as missing in numeric columns only: in a column of
   * texts they may be ordinary values.
   */
  private static final Set<String> MARKS =
      Set.of(
          "-", "--", "---", "?", ".", "na", "n/a", "n.a.", "#n/a", "<na>", "nan", "null", "(null)",
          "nil", "none", "\\n");

  private static final int LONGEST_MARK = 6;

  /**
   * The share of finite numbers from which a column of texts is considered numeric with invalid
   * values.
   */
  private static final double GREAT_MAJORITY = 0.95;

  private final int mostDistinct;
  private final LongOpenHashSet distinct = new LongOpenHashSet();
  private final Set<String> missingSpellings = new TreeSet<>();
  private final Map<String, Long> marks = new TreeMap<>();
  private final DecimalCommas commas = new DecimalCommas();
  private final TimeOrder times = new TimeOrder();
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
    if (cell instanceof String mark && isMark(mark.strip())) {
      marks.merge(mark.strip(), 1L, Long::sum);
      return;
    }
    times.add(cell);
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
      commas.add(text, number.isPresent(), place);
      multiValues.forEach(separator -> separator.add(text));
    }
  }

  /** Whether a cell is empty or a common spelling of a missing value. */
  static boolean isMissing(Object cell) {
    return CellReader.isMissing(cell, SPELLINGS);
  }

  private static boolean isMark(String text) {
    return text.length() <= LONGEST_MARK && MARKS.contains(text.toLowerCase(Locale.ROOT));
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
    return isNumbers() ? missing + marked() : missing;
  }

  private long marked() {
    return marks.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The spellings of missing values other than the empty text. */
  Set<String> missingSpellings() {
    Set<String> all = new TreeSet<>(missingSpellings);
    if (isNumbers()) {
      all.addAll(marks.keySet());
    }
    return all;
  }

  /** The number of distinct values; one more than {@link #mostDistinct} if there are more. */
  int distinct() {
    int values = distinct.size() + (isNumbers() ? 0 : marks.size());
    return Math.min(values, mostDistinct + 1);
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
    return isFlag() && missing() == 0;
  }

  /** Whether the only values are 0 and 1, or false and true, and both occur. */
  boolean isFlag() {
    boolean values = marks.isEmpty() || isNumbers();
    return labels && values && positives > 0 && positives < rows - missing();
  }

  /**
   * Whether the column is numeric: by its type, or because the great majority of values are
   * numbers.
   */
  boolean isNumbers() {
    return finite > 0 && (typed || finite >= GREAT_MAJORITY * (rows - missing - marked()));
  }

  /** Whether its type is numeric, but it has no finite number. */
  boolean isWithoutFiniteNumber() {
    return typed && finite == 0;
  }

  /** The texts of a numeric column that count as missing, with a remark; empty if it has none. */
  Optional<String> marks() {
    return marks.isEmpty() || !isNumbers()
        ? Optional.empty()
        : Optional.of(
            marks.entrySet().stream()
                .map(mark -> rows(mark.getKey(), mark.getValue()))
                .collect(
                    Collectors.joining(
                        ", ", "schema.missing takes ", " for missing, in all columns")));
  }

  private static String rows(String mark, long rows) {
    return String.format(Locale.ROOT, "'%s' (%,d %s)", mark, rows, rows == 1 ? "row" : "rows");
  }

  /** The values of a numeric column that are not numbers, for display; empty if there are none. */
  Optional<String> odd() {
    long odd = rows - missing() - finite;
    return odd == 0 || !isNumbers()
        ? Optional.empty()
        : Optional.of(
            odd == 1
                ? "1 value is no finite number (%s); correct it, or name it in schema.missing"
                    .formatted(firstOdd)
                : String.format(
                    Locale.ROOT,
                    "%,d values are no finite numbers (the first: %s); correct them, or name them"
                        + " in schema.missing",
                    odd,
                    firstOdd));
  }

  /** Why the texts look like numbers written with commas; empty if they do not. */
  Optional<String> commas() {
    return isNumbers() ? Optional.empty() : commas.note();
  }

  /**
   * Why the column looks like times; empty if it does not.
   *
   * @param name its name
   * @param typed whether its type is that of times
   */
  Optional<String> times(String name, boolean typed) {
    return missing() == rows ? Optional.empty() : times.note(name, typed);
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
