package io.nasrec.data;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How rows are divided into training, validation and test (spec section 8). */
public enum SplitScheme {
  /** Ten folds stratified by label: train 0–7, validation 8, test 9 [N]. */
  @JsonProperty("nasrec")
  NASREC,
  /**
   * Ten folds stratified by label: test 0, validation 1, train 2–9 (BARS x4 and [A]); or the split
   * given by the benchmark's own three files.
   */
  @JsonProperty("x4")
  X4,
  /** By row order: the first 80 % train, the next 10 % validate, the last 10 % test. */
  @JsonProperty("chronological")
  CHRONOLOGICAL,
  /** As given by the raw data: a file for each part, or a column that names it. */
  @JsonProperty("given")
  GIVEN;

  /** Rows are dealt into this many folds. */
  public static final int FOLDS = 10;

  /**
   * Which part a fold belongs to. For {@link #CHRONOLOGICAL}, a fold is a consecutive tenth of the
   * rows.
   *
   * @param fold the fold, 0 to 9
   * @return the part
   * @throws IndexOutOfBoundsException if there is no such fold
   * @throws IllegalStateException for {@link #GIVEN}, which has no folds
   */
  public SplitName part(int fold) {
    if (this == GIVEN) {
      throw new IllegalStateException("a split that the raw data gives has no folds");
    }
    if (fold < 0 || fold >= FOLDS) {
      throw new IndexOutOfBoundsException("fold must be in 0..9, but was " + fold);
    }
    if (this == X4) {
      return fold == 0 ? SplitName.TEST : fold == 1 ? SplitName.VALIDATION : SplitName.TRAIN;
    }
    return fold == 9 ? SplitName.TEST : fold == 8 ? SplitName.VALIDATION : SplitName.TRAIN;
  }
}
