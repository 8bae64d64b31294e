package io.nasrec.experiments.benchmark;

import io.nasrec.commons.RandomStreams;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.hipparchus.stat.descriptive.rank.Percentile;

/**
 * A figure over networks with its 95 % bootstrap interval (Efron and Tibshirani 1993, section 13:
 * percentiles): networks are drawn with replacement, as many as there are, and the figure is
 * computed anew.
 *
 * @param value the figure over all networks; NaN if it does not exist
 * @param low 2.5th percentile of the figure over resampled networks; NaN if there is no figure, or
 *     for fewer than 10 networks
 * @param high 97.5th percentile, likewise
 */
public record Interval(double value, double low, double high) {
  /** Resamples: enough for the percentiles' own error to be far below the interval's width. */
  static final int RESAMPLES = 1_000;

  /** Fewer networks are too few to stand for others. */
  private static final int LEAST = 10;

  /** Networks are resampled in the same way for every figure, so that figures can be compared. */
  private static final long SEED = 11;

  /** Only the figure. */
  public static Interval of(double value) {
    return new Interval(value, Double.NaN, Double.NaN);
  }

  /**
   * Resamples networks.
   *
   * @param count networks
   * @param figure of networks given by their indices, which may repeat; NaN if it does not exist
   */
  static Interval of(int count, ToDoubleFunction<int[]> figure) {
    int[] all = new int[count];
    Arrays.setAll(all, i -> i);
    double value = figure.applyAsDouble(all);
    if (Double.isNaN(value) || count < LEAST) {
      return of(value);
    }
    double[] resampled = new double[RESAMPLES];
    for (int sample = 0; sample < RESAMPLES; sample++) {
      RandomGenerator random = RandomStreams.stream(SEED, "bootstrap", sample);
      resampled[sample] = figure.applyAsDouble(random.ints(count, 0, count).toArray());
    }
    return around(value, resampled);
  }

  /**
   * The range of 95 % of some figures around their centre.
   *
   * @param figures NaN where one does not exist
   */
  static Interval around(double value, double[] figures) {
    double[] known = Arrays.stream(figures).filter(one -> !Double.isNaN(one)).toArray();
    return new Interval(value, quantile(known, 2.5), quantile(known, 97.5));
  }

  /** By linear interpolation between order statistics. */
  private static double quantile(double[] figures, double percent) {
    return figures.length == 0
        ? Double.NaN
        : new Percentile()
            .withEstimationType(Percentile.EstimationType.R_7)
            .evaluate(figures, percent);
  }
}
