package io.nasrec.experiments.results;

import java.util.Arrays;
import java.util.Locale;

/**
 * Mean and spread of a figure over several trainings.
 *
 * @param mean NaN over none
 * @param sd sample standard deviation (n − 1); NaN over fewer than two
 */
public record Spread(double mean, double sd) {

  /** Over figures. */
  public static Spread of(double... values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return new Spread(
        mean, values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1)));
  }

  /** With four decimals, as the papers give log loss and AUC: {@code 0.4396 ± 0.0002}. */
  @Override
  public String toString() {
    if (Double.isNaN(mean)) {
      return "–";
    }
    return Double.isNaN(sd)
        ? String.format(Locale.ROOT, "%.4f", mean)
        : String.format(Locale.ROOT, "%.4f ± %.4f", mean, sd);
  }
}
