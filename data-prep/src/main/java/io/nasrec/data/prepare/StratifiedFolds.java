package io.nasrec.data.prepare;

import io.nasrec.commons.RandomStreams;
import io.nasrec.data.RowSample;
import io.nasrec.data.SplitScheme;

/**
 * Deals rows into ten folds, class by class: each run of ten rows of one class gets a random
 * permutation of the folds. The folds' numbers of positive (negative) rows then differ by at most
 * one, as after a shuffle of all rows, but memory does not grow with the number of rows.
 */
final class StratifiedFolds {
  private static final int CLASSES = 2;

  private final long seed;
  private final int[][] hands = new int[CLASSES][];
  private final long[] dealt = new long[CLASSES];

  StratifiedFolds(long seed) {
    this.seed = seed;
  }

  /**
   * The next row's fold.
   *
   * @param label the row's label, 0 or 1
   * @return the fold, 0 to 9
   */
  int next(int label) {
    int position = (int) (dealt[label] % SplitScheme.FOLDS);
    if (position == 0) {
      long run = dealt[label] / SplitScheme.FOLDS;
      hands[label] =
          RowSample.shuffled(SplitScheme.FOLDS, RandomStreams.stream(seed, "split", label, run));
    }
    dealt[label]++;
    return hands[label][position];
  }
}
