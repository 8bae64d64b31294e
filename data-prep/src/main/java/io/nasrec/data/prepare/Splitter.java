package io.nasrec.data.prepare;

import io.nasrec.data.SplitName;
import io.nasrec.data.SplitScheme;

/**
 * Says for one row after the other where it belongs. A pass over the rows needs a new one; equal
 * ones give equal answers in every pass.
 */
@FunctionalInterface
interface Splitter {
  /**
   * Where the next row belongs.
   *
   * @param label the row's label, 0 or 1
   * @return its split
   */
  SplitName next(int label);

  /** Ten folds, stratified by label. */
  static Splitter stratified(SplitScheme scheme, long seed) {
    StratifiedFolds folds = new StratifiedFolds(seed);
    return label -> scheme.part(folds.next(label));
  }

  /** By order, for a known number of rows. */
  static Splitter chronological(long rows) {
    long[] row = {0};
    // Rows beyond that number only come if the file grows; the preparation then fails in the end.
    return label ->
        SplitScheme.CHRONOLOGICAL.part(
            (int) Math.min(SplitScheme.FOLDS - 1, row[0]++ * SplitScheme.FOLDS / rows));
  }
}
