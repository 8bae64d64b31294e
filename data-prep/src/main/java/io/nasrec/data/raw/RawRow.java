package io.nasrec.data.raw;

/**
 * One raw row. A source fills the same object again for each row: who wants to keep a value copies
 * it.
 */
public final class RawRow {
  /** The key of a missing categorical value; all others are from 0 to 2³² - 1. */
  public static final long MISSING = -1;

  private final double[] dense;
  private final long[] sparse;
  private int label;
  private double clickProbability = Double.NaN;

  /**
   * A row without values.
   *
   * @param dense the number of numeric features
   * @param sparse the number of categorical fields
   */
  public RawRow(int dense, int sparse) {
    this.dense = new double[dense];
    this.sparse = new long[sparse];
  }

  /**
   * The label.
   *
   * @return 0 or 1
   */
  public int label() {
    return label;
  }

  /**
   * The numeric features, {@link Double#NaN} where one is missing.
   *
   * @return the row's own array
   */
  public double[] dense() {
    return dense;
  }

  /**
   * The categorical values' keys, {@link #MISSING} or from 0 to 2³² - 1.
   *
   * @return the row's own array
   */
  public long[] sparse() {
    return sparse;
  }

  /**
   * The true probability of label 1.
   *
   * @return from 0 to 1; {@link Double#NaN} where it is unknown, as for all real data
   */
  public double clickProbability() {
    return clickProbability;
  }

  void label(int value) {
    label = value;
  }

  void clickProbability(double value) {
    clickProbability = value;
  }
}
