package io.nasrec.data.raw;

import java.util.random.RandomGenerator;

/**
 * An integer feature of synthetic data: geometrically distributed, sometimes missing. A missing
 * value acts like 0, because it is encoded as 0.
 */
final class PlantedInteger {
  private static final double MISSING = 0.1;
  private static final double LEAST_SCALE = 1;
  private static final double MOST_SCALE = 100;

  // Only e^-40 of the distribution lies beyond this many scales.
  private static final double HORIZON = 40;

  private final double scale;
  private final double mean;
  private final double deviation;

  PlantedInteger(RandomGenerator random) {
    scale = LEAST_SCALE * StrictMath.pow(MOST_SCALE / LEAST_SCALE, random.nextDouble());
    double ratio = StrictMath.exp(-1 / scale);
    double probability = (1 - MISSING) * (1 - ratio);
    double first = 0;
    double second = 0;
    for (int x = 0; x <= HORIZON * scale; x++) {
      double value = StrictMath.log1p(x);
      first += probability * value;
      second += probability * value * value;
      probability *= ratio;
    }
    mean = first;
    deviation = Math.sqrt(second - first * first);
  }

  /** A value: a whole number of at least 0, or NaN if missing. */
  double draw(RandomGenerator random) {
    if (random.nextDouble() < MISSING) {
      return Double.NaN;
    }
    return Math.floor(-scale * StrictMath.log1p(-random.nextDouble()));
  }

  /** The value's effect: its ln(1 + x), shifted and scaled to mean 0 and variance 1. */
  double effect(double x) {
    return ((Double.isNaN(x) ? 0 : StrictMath.log1p(x)) - mean) / deviation;
  }
}
