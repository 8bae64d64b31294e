package io.nasrec.supernet.training;

import ai.djl.ndarray.NDArray;
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

  /** The array itself if the rate is 0, else a masked copy in the same graph. */
  NDArray apply(NDArray array) {
    if (rate == 0) {
      return array;
    }
    float[] mask = new float[Math.toIntExact(array.size())];
    float kept = (float) (1 / (1 - rate));
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextDouble() < rate ? 0 : kept;
    }
    return array.mul(array.getManager().create(mask, array.getShape()));
  }
}
