package io.nasrec.supernet.evaluation;

/**
 * The difference between the log losses of two networks over the same rows, with a 95 % confidence
 * interval from the normal approximation for the mean of the rows' differences. Because both
 * networks see the same rows, the difficulty common to both cancels out, and the interval is far
 * narrower than those of the two losses. It covers the choice of rows, but not the variation
 * between trainings of the same network.
 *
 * @param mean of the first network's loss minus the second's; below 0 if the first is better
 * @param low lower end of the interval
 * @param high upper end of the interval
 * @param rows number of rows, at least 2
 */
public record PairedDifference(double mean, double low, double high, int rows) {
  /** The 0.975 quantile of the standard normal distribution. */
  public static final double QUANTILE = 1.959963984540054;

  /**
   * The difference of two networks.
   *
   * @throws IllegalArgumentException if they did not see the same rows, or fewer than two
   */
  public static PairedDifference of(Predictions first, Predictions second) {
    int rows = first.size();
    if (rows != second.size() || rows < 2) {
      throw new IllegalArgumentException(
          "predictions must be of the same rows, at least 2, but were of "
              + rows
              + " and "
              + second.size());
    }
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      if (first.clicked(row) != second.clicked(row)) {
        throw new IllegalArgumentException("predictions must be of the same rows: labels differ");
      }
      sum += first.loss(row) - second.loss(row);
    }
    double mean = sum / rows;
    double squares = 0;
    for (int row = 0; row < rows; row++) {
      double deviation = first.loss(row) - second.loss(row) - mean;
      squares += deviation * deviation;
    }
    double half = QUANTILE * Math.sqrt(squares / (rows - 1) / rows);
    return new PairedDifference(mean, mean - half, mean + half, rows);
  }
}
