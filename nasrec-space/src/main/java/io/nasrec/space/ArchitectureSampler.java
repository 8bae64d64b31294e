package io.nasrec.space;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Draws random architectures with the published {@code default} path-sampling strategy: any
 * connection for inputs, one operator of a kind inside a block ([N] section 4; spec section 4).
 */
public final class ArchitectureSampler {
  private final SearchSpace space;

  public ArchitectureSampler(SearchSpace space) {
    this.space = space;
  }

  /**
   * Draws one architecture. Block b, which has b sources, gets 1 + Binomial(min(b−1, 3), ½) of them
   * without replacement; widths, operators, switches and left/right are uniform.
   */
  public Architecture sample(RandomGenerator random) {
    return new Architecture(
        space, IntStream.rangeClosed(1, space.blocks()).mapToObj(b -> block(b, random)).toList());
  }

  private Block block(int index, RandomGenerator random) {
    return new Block(
        choose(space.denseOperators(), random),
        choose(space.sparseOperators(), random),
        choose(space.denseWidths(), random),
        choose(space.sparseWidths(), random),
        random.nextBoolean(),
        random.nextBoolean(),
        subset(index, binomialCount(index, random), random),
        subset(index, binomialCount(index, random), random),
        random.nextInt(index),
        random.nextInt(index));
  }

  private static int binomialCount(int sources, RandomGenerator random) {
    int trials = Math.min(sources - 1, SearchSpace.MAX_SOURCES - 1);
    return 1 + Integer.bitCount(random.nextInt(1 << trials));
  }

  /** Draws one element uniformly. */
  static <T> T choose(List<T> values, RandomGenerator random) {
    return values.get(random.nextInt(values.size()));
  }

  /**
   * Draws {@code count} of the sources 0 … {@code sources} − 1 in ascending order; all sets are
   * equally likely.
   */
  static List<Integer> subset(int sources, int count, RandomGenerator random) {
    List<Integer> all = new ArrayList<>(IntStream.range(0, sources).boxed().toList());
    // A partial Fisher-Yates shuffle; Collections.shuffle takes no RandomGenerator in Java 17.
    for (int i = 0; i < count; i++) {
      Collections.swap(all, i, i + random.nextInt(sources - i));
    }
    return all.subList(0, count).stream().sorted().toList();
  }
}
