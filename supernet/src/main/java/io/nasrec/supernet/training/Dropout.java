package io.nasrec.supernet.training;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Inverted dropout: each scalar becomes 0 with the given probability and is otherwise scaled up, so
 * that the mean is unchanged. The engine's own dropout draws from one generator shared by all
 * threads; this one has its own stream.
 *
 * @param rate probability of 0, at least 0 and below 1
 * @param random the source of randomness; used by one thread
 */
record Dropout(double rate, RandomGenerator random) {
  static final Dropout NONE = new Dropout(0, null);

  /** Draws the factors for this many scalars at once, whichever threads use them later. */
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

  /** The factors drawn, one per scalar; empty if nothing is dropped. */
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
