package io.nasrec.commons;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Independent random streams, all derived from one seed.
 *
 * <p>A stream belongs to a purpose and a tuple of indices, {@code stream(seed, "mutate",
 * generation, child)}, and is never shared between two pieces of work. A piece's random numbers
 * therefore depend neither on other draws nor on the order or number of threads.
 *
 * <p>The arguments are hashed to 64 bits with the finaliser of SplitMix64 (Steele, Lea and Flood,
 * OOPSLA 2014), which is also the generator of {@link SplittableRandom}. The result depends on the
 * arguments alone, on every JVM.
 */
public final class RandomStreams {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private RandomStreams() {}

  /**
   * The random stream of one piece of work, at its beginning.
   *
   * @param seed the experiment's seed
   * @param purpose what the numbers are for
   * @param indices which piece of that work, such as a generation and a child
   * @return a new generator, to be used by one thread
   */
  public static RandomGenerator stream(long seed, String purpose, long... indices) {
    return new SplittableRandom(seed(seed, purpose, indices));
  }

  /**
   * The seed of one piece of work, for generators that are not Java's.
   *
   * @param seed the experiment's seed
   * @param purpose what the numbers are for
   * @param indices which piece of that work
   * @return 64 well-mixed bits
   */
  public static long seed(long seed, String purpose, long... indices) {
    // The lengths are part of the hash, so that ("a", 1) and ("a", 1, 0) always differ.
    long hash = absorb(seed, purpose.length());
    for (int i = 0; i < purpose.length(); i++) {
      hash = absorb(hash, purpose.charAt(i));
    }
    hash = absorb(hash, indices.length);
    for (long index : indices) {
      hash = absorb(hash, index);
    }
    return hash;
  }

  private static long absorb(long hash, long value) {
    return mix(mix(hash + GOLDEN_GAMMA) ^ value);
  }

  private static long mix(long bits) {
    long z = bits;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
