package io.nasrec.experiments.config;

/** How rows become training, validation and test splits. */
public enum SplitScheme implements Labelled {
  /** Stratified folds; train 0-7, validation 8, test 9. */
  NASREC("nasrec"),
  /** Stratified folds; test 0, validation 1, train 2-9 (the BARS benchmark). */
  X4("x4"),
  /** In row order, for files in time order. */
  CHRONOLOGICAL("chronological");

  private final String label;

  SplitScheme(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String toString() {
    return label;
  }
}
