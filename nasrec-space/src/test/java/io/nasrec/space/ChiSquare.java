package io.nasrec.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hipparchus.stat.inference.ChiSquareTest;

/** Pearson's test of drawn values against the distribution that they should come from. */
final class ChiSquare {
  /** Seeds are fixed: a sampler that is right passes for good once it passes. */
  private static final double LEAST = 1e-3;

  private ChiSquare() {}

  /**
   * Fails if the values are unlikely under the probabilities.
   *
   * @param probabilities of every value that may be drawn; another value is a failure
   */
  static <T> void assertFits(String what, List<T> drawn, Map<T, Double> probabilities) {
    Map<T, Long> counts = counts(drawn);
    assertThat(probabilities.keySet()).as(what).containsAll(counts.keySet());
    // One possible value has no distribution.
    if (probabilities.size() > 1) {
      assertThat(likelihood(drawn, probabilities))
          .as("%s: p-value of %s under %s", what, counts, probabilities)
          .isGreaterThan(LEAST);
    }
  }

  /** The probability of values at least as far off. */
  static <T> double likelihood(List<T> drawn, Map<T, Double> probabilities) {
    Map<T, Long> counts = counts(drawn);
    List<T> values = List.copyOf(probabilities.keySet());
    double[] expected =
        values.stream().mapToDouble(v -> probabilities.get(v) * drawn.size()).toArray();
    long[] observed = values.stream().mapToLong(v -> counts.getOrDefault(v, 0L)).toArray();
    return new ChiSquareTest().chiSquareTest(expected, observed);
  }

  /** Every value alike. */
  static <T> Map<T, Double> uniform(List<T> values) {
    return weighted(values, value -> 1.0);
  }

  /** Probabilities in proportion to weights. */
  static <T> Map<T, Double> weighted(List<T> values, Function<T, Double> weight) {
    double sum = values.stream().mapToDouble(weight::apply).sum();
    Map<T, Double> probabilities = new HashMap<>();
    values.forEach(value -> probabilities.merge(value, weight.apply(value) / sum, Double::sum));
    return probabilities;
  }

  private static <T> Map<T, Long> counts(List<T> drawn) {
    Map<T, Long> counts = new HashMap<>();
    drawn.forEach(value -> counts.merge(value, 1L, Long::sum));
    return counts;
  }
}
