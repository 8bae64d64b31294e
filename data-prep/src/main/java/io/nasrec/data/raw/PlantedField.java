package io.nasrec.data.raw;

import java.util.random.RandomGenerator;

/**
 * A categorical field of synthetic data: 10 to 30 values, the first ones several times as frequent
 * as the last ones. In every third field the rarest value is a missing value.
 */
final class PlantedField {
  private static final int LEAST_VALUES = 10;
  private static final int MOST_VALUES = 30;
  private static final double SKEW = 0.9;
  private static final int OFFSET = 3;

  // An odd factor permutes the 32-bit numbers: keys look like hashes and never collide.
  private static final long SCRAMBLE = 0x9e3779b1L;

  private final int field;
  private final boolean hasMissing;
  private final double[] probabilities;

  PlantedField(int field, RandomGenerator random) {
    this.field = field;
    this.hasMissing = field % 3 == 2;
    this.probabilities = new double[random.nextInt(LEAST_VALUES, MOST_VALUES + 1)];
    double total = 0;
    for (int v = 0; v < probabilities.length; v++) {
      probabilities[v] = StrictMath.pow(v + OFFSET, -SKEW);
      total += probabilities[v];
    }
    for (int v = 0; v < probabilities.length; v++) {
      probabilities[v] /= total;
    }
  }

  int draw(RandomGenerator random) {
    double rest = random.nextDouble();
    int value = 0;
    while (value < probabilities.length - 1 && rest >= probabilities[value]) {
      rest -= probabilities[value++];
    }
    return value;
  }

  long key(int value) {
    if (hasMissing && value == probabilities.length - 1) {
      return Coding.MISSING;
    }
    return ((field << 8 | value) * SCRAMBLE) & 0xffffffffL;
  }

  /**
   * A random effect per value, of mean 0 and variance 1 over the values' distribution. Its values
   * are close to -1 and 1; with a normal distribution, a few rows would carry most of the
   * interactions.
   */
  double[] effect(RandomGenerator random) {
    double[] effect = new double[probabilities.length];
    double mean = 0;
    for (int v = 0; v < effect.length; v++) {
      effect[v] = (random.nextBoolean() ? 1 : -1) * random.nextDouble(0.7, 1.3);
      mean += probabilities[v] * effect[v];
    }
    double variance = 0;
    for (int v = 0; v < effect.length; v++) {
      effect[v] -= mean;
      variance += probabilities[v] * effect[v] * effect[v];
    }
    double deviation = Math.sqrt(variance);
    for (int v = 0; v < effect.length; v++) {
      effect[v] /= deviation;
    }
    return effect;
  }
}
