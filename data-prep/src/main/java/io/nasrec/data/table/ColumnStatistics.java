package io.nasrec.data.table;

import io.nasrec.data.raw.Coding;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** What is in one column, gathered cell by cell. */
final class ColumnStatistics {
  /** What people write for a missing value, beside nothing at all. */
  private static final Set<String> SPELLINGS =
      Set.of("NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "Null", "null", "None", "\\N");

  private final int mostDistinct;
  private final LongOpenHashSet distinct = new LongOpenHashSet();
  private final Set<String> missingSpellings = new TreeSet<>();
  private long rows;
  private long missing;
  private long positives;
  private boolean labels = true;
  private boolean numbers = true;
  private boolean whole = true;
  private boolean leadingZeros;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /**
   * Nothing yet.
   *
   * @param mostDistinct how many different values are counted
   */
  ColumnStatistics(int mostDistinct) {
    this.mostDistinct = mostDistinct;
  }

  void add(Object cell) {
    rows++;
    if (CellReader.isMissing(cell, SPELLINGS)) {
      missing++;
      if (cell instanceof String text && !text.isBlank()) {
        missingSpellings.add(text.strip());
      }
      return;
    }
    String text = CellReader.text(cell);
    if (distinct.size() <= mostDistinct) {
      distinct.add(Coding.TEXT.key(text));
    }
    int label = CellReader.label(cell);
    labels &= label >= 0;
    positives += Math.max(0, label);
    OptionalDouble number = CellReader.number(cell);
    numbers &= number.isPresent();
    if (number.isPresent()) {
      double x = number.getAsDouble();
      whole &= x == Math.rint(x);
      leadingZeros |= cell instanceof String && text.matches("0\\d.*");
      min = Math.min(min, x);
      max = Math.max(max, x);
    }
  }

  long rows() {
    return rows;
  }

  long missing() {
    return missing;
  }

  /** How the missing values are spelled, those that are not just empty. */
  Set<String> missingSpellings() {
    return missingSpellings;
  }

  /** The number of different values; one more than {@link #mostDistinct} if there are more. */
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

  /** Whether every row has 0 or 1, and both come. */
  boolean isLabel() {
    return labels && missing == 0 && positives > 0 && positives < rows;
  }

  boolean isNumbers() {
    return numbers && missing < rows;
  }

  boolean isWhole() {
    return isNumbers() && whole;
  }

  /** Whether a number begins with a zero too many, as codes do. */
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
