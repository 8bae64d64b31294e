package io.nasrec.supernet.training;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Inverted dropout: each scalar is 0 with the given probability and else scaled up, so that the
 * mean stays. The engine's own draws from one generator for all threads; this one has its own
 * stream.
 *
 * @param rate probability of 0, at least 0 and below 1
 * @param random where chance comes from; used by one thread
 */
record Dropout(double rate, RandomGenerator random) {
  static final Dropout NONE = new Dropout(0, null);

  /** Draws what becomes of so many scalars: at once, whoever works on which of them later. */
  Mask mask(int scalars) {
    if (rate == 0) {
      return new Mask(new float[0]);
    }
    float[] factors = new float[scalars];
    float kept = (float) (1 / (1 - rate));
    for (int i = 0; i < scalars; i++) {
      factors[i] = random.nextDouble() < rate ? 0 : kept;
    }
    return new Mask(factors);
  }

  /** What was drawn: one factor per scalar, or none if nothing is dropped. */
  static final class Mask {
    private final float[] factors;

    private Mask(float[] factors) {
      this.factors = factors;
    }

    /**
     * The array itself if nothing is dropped, else a masked copy in the same graph.
     *
     * @param from the factor of the array's first scalar
     */
    NDArray apply(NDArray array, int from) {
      if (factors.length == 0) {
        return array;
      }
      float[] own = Arrays.copyOfRange(factors, from, from + Math.toIntExact(array.size()));
      return array.mul(array.getManager().create(own, array.getShape()));
    }
  }
}
