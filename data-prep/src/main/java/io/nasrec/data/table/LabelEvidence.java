package io.nasrec.data.table;

import io.nasrec.data.raw.Coding;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How much one column by itself reveals about the label. A column that almost determines it is
 * taken for a consequence of the click, which is unknown beforehand.
 */
final class LabelEvidence {
  /** No single feature that is known before the click can be expected to rank better than this. */
  private static final double AUC = 0.95;

  /** The share of clicks from which a condition is considered to imply a click. */
  private static final double IMPLIED = 0.99;

  /** How unlikely such a share must be by chance: at most e to the power of minus this. */
  private static final double CHANCE = 14;

  /** With fewer rows of either class, a ranking is mostly chance. */
  private static final int FEWEST = 20;

  /**
   * The weight, in rows, with which a category's mean is smoothed towards the overall click rate.
   */
  private static final double SMOOTHING = 10;

  private final boolean numbers;
  private final BitSet clicks = new BitSet();
  private final DoubleArrayList values = new DoubleArrayList(); // numbers; NaN is missing
  private final Long2IntOpenHashMap categories = new Long2IntOpenHashMap();

  /**
   * No evidence yet.
   *
   * @param numbers whether the column's values are ranked as numbers, not as categories
   */
  LabelEvidence(boolean numbers) {
    this.numbers = numbers;
    categories.defaultReturnValue(-1);
  }

  void add(Object cell, boolean click) {
    clicks.set(values.size(), click);
    if (ColumnStatistics.isMissing(cell)) {
      values.add(Double.NaN);
    } else if (numbers) {
      OptionalDouble number = CellReader.number(cell);
      values.add(number.isPresent() ? number.getAsDouble() : Double.NaN);
    } else {
      int next = categories.size();
      long key = Coding.TEXT.key(CellReader.category(cell));
      int before = categories.putIfAbsent(key, next);
      values.add(before < 0 ? next : before);
    }
  }

  /** Why the column is taken for a consequence of the click; empty if it is not. */
  Optional<String> verdict() {
    Optional<String> implied = implied("with a value", x -> !Double.isNaN(x));
    if (implied.isEmpty() && numbers) {
      implied = implied("with another value than 0", x -> !Double.isNaN(x) && x != 0);
    }
    if (implied.isPresent()) {
      return implied;
    }
    double presence = eitherWay(auc(row -> true, row -> isMissing(row) ? 0 : 1));
    if (presence > AUC) {
      return away(presence, "whether there is a value");
    }
    double value = numbers ? byNumber() : byCategory();
    return value > AUC ? away(value, "its value") : Optional.empty();
  }

  private static Optional<String> away(double auc, String by) {
    return Optional.of(
        String.format(Locale.ROOT, "gives the label away: AUC %.3f by %s alone", auc, by));
  }

  private Optional<String> implied(String rows, DoublePredicate which) {
    int all = 0;
    int clicked = 0;
    int allClicks = 0;
    for (int i = 0; i < values.size(); i++) {
      boolean click = clicks.get(i);
      boolean holds = which.test(values.getDouble(i));
      all += holds ? 1 : 0;
      clicked += holds && click ? 1 : 0;
      allClicks += click ? 1 : 0;
    }
    double rate = (double) allClicks / values.size();
    boolean chance = rate == 0 || -all * Math.log(rate) < CHANCE;
    return chance || clicked < IMPLIED * all
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "implies the label: of %,d rows %s, %.1f %% have label 1 (of all, %.1f %%)",
                all,
                rows,
                100.0 * clicked / all,
                100 * rate));
  }

  private boolean isMissing(int row) {
    return Double.isNaN(values.getDouble(row));
  }

  private static double eitherWay(double auc) {
    return Math.max(auc, 1 - auc);
  }

  private double byNumber() {
    return eitherWay(auc(row -> !isMissing(row), values::getDouble));
  }

  /**
   * Means over every other row rank the remaining rows, so that no row's own label helps to rank
   * it.
   */
  private double byCategory() {
    int[] rows = new int[categories.size()];
    int[] clicked = new int[categories.size()];
    int all = 0;
    int allClicks = 0;
    for (int i = 0; i < values.size(); i += 2) {
      int click = clicks.get(i) ? 1 : 0;
      all++;
      allClicks += click;
      if (!isMissing(i)) {
        rows[(int) values.getDouble(i)]++;
        clicked[(int) values.getDouble(i)] += click;
      }
    }
    double rate = all == 0 ? 0 : (double) allClicks / all;
    return auc(
        row -> row % 2 == 1 && !isMissing(row),
        row -> {
          int c = (int) values.getDouble(row);
          return (clicked[c] + SMOOTHING * rate) / (rows[c] + SMOOTHING);
        });
  }

  /** The probability that a click's score is above another row's; 0.5 for too few rows. */
  private double auc(IntPredicate which, IntToDoubleFunction score) {
    double[] clicked = scores(which.and(clicks::get), score);
    double[] others = scores(which.and(row -> !clicks.get(row)), score);
    if (Math.min(clicked.length, others.length) < FEWEST) {
      return 0.5;
    }
    double sum = 0;
    int below = 0;
    int notAbove = 0;
    for (double x : clicked) {
      while (below < others.length && others[below] < x) {
        below++;
      }
      while (notAbove < others.length && others[notAbove] <= x) {
        notAbove++;
      }
      sum += (below + notAbove) / 2.0;
    }
    return sum / clicked.length / others.length;
  }

  private double[] scores(IntPredicate which, IntToDoubleFunction score) {
    return IntStream.range(0, values.size()).filter(which).mapToDouble(score).sorted().toArray();
  }
}
