package io.nasrec.data.prepare;

import io.nasrec.commons.BadDataException;
import io.nasrec.data.SplitName;
import io.nasrec.data.SplitScheme;

/**
 * Assigns rows to splits, one row after the other. Each pass over the rows needs a new splitter;
 * equal splitters give equal answers.
 */
@FunctionalInterface
interface Splitter {
  /**
   * Assigns the next row.
   *
   * @param label the row's label, 0 or 1
   * @param given the split given by the raw data; null if none
   * @return its split
   */
  SplitName next(int label, SplitName given);

  /**
   * The splitter of a scheme.
   *
   * @param rows the number of rows; only a chronological split needs it
   */
  static Splitter of(SplitScheme scheme, long seed, long rows) {
    return switch (scheme) {
      case NASREC -> stratified(scheme, seed);
      // The benchmark's own files already are that split.
      case X4 -> givenOr(stratified(scheme, seed));
      case CHRONOLOGICAL -> chronological(rows);
      case GIVEN -> Splitter::given;
    };
  }

  private static Splitter givenOr(Splitter splitter) {
    return (label, given) -> given != null ? given : splitter.next(label, null);
  }

  private static SplitName given(int label, SplitName given) {
    if (given == null) {
      throw new BadDataException(
          "data.split is given, but the data gives no split: name a file for each"
              + " of train, validation and test, or a column that says so");
    }
    return given;
  }

  private static Splitter stratified(SplitScheme scheme, long seed) {
    StratifiedFolds folds = new StratifiedFolds(seed);
    return (label, given) -> scheme.part(folds.next(label));
  }

  private static Splitter chronological(long rows) {
    long[] row = {0};
    return (label, given) ->
        SplitScheme.CHRONOLOGICAL.part((int) (row[0]++ * SplitScheme.FOLDS / rows));
  }
}
