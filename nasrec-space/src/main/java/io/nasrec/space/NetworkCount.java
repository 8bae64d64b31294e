package io.nasrec.space;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Counts the distinct networks of a space by dynamic programming, from the last block to the first,
 * without building any architecture. The state is the set of earlier dense and sparse outputs that
 * later blocks read; sets of sources are bit masks.
 */
final class NetworkCount {
  private final SearchSpace space;
  private final int[][] sets;
  private final Map<Integer, BigInteger> known = new HashMap<>();

  private NetworkCount(SearchSpace space) {
    this.space = space;
    this.sets =
        IntStream.rangeClosed(0, space.blocks()).mapToObj(NetworkCount::sets).toArray(int[][]::new);
  }

  static BigInteger of(SearchSpace space) {
    int last = 1 << space.blocks();
    return new NetworkCount(space).count(space.blocks(), last, last);
  }

  /**
   * The number of ways to choose the live genes of blocks 1 to {@code b}, given which of the
   * sources 0 to b are read.
   */
  private BigInteger count(int b, int dense, int sparse) {
    if (b == 0) {
      return BigInteger.ONE;
    }
    // The raw input always exists, so whether it is read changes nothing. A block b that is not
    // read counts once.
    int key = (dense | 1) << 16 | sparse | 1;
    BigInteger count = known.get(key);
    if (count == null) {
      count = block(b, dense >> b == 1, sparse >> b == 1, dense & ~(1 << b), sparse & ~(1 << b));
      known.put(key, count);
    }
    return count;
  }

  private BigInteger block(int b, boolean denseRead, boolean sparseRead, int dense, int sparse) {
    if (!denseRead && !sparseRead) {
      return count(b - 1, dense, sparse);
    }
    if (denseRead && sparseRead) {
      // Merger and FM can each be off or on.
      return both(b, dense, sparse).multiply(BigInteger.valueOf(4));
    }
    // Only one switch matters: if off, the block's other operator is dead; if on, both are live.
    return both(b, dense, sparse)
        .add(denseRead ? denseAlone(b, dense, sparse) : sparseAlone(b, dense, sparse));
  }

  private BigInteger both(int b, int dense, int sparse) {
    BigInteger ways = BigInteger.ZERO;
    for (DenseOperator operator : space.denseOperators()) {
      for (Map.Entry<Integer, Integer> reads : denseReads(operator, b).entrySet()) {
        BigInteger behind = sparseSets(b, dense | reads.getKey(), sparse);
        ways = ways.add(behind.multiply(choices(operator, reads.getValue())));
      }
    }
    return ways.multiply(sparseChoices());
  }

  private BigInteger denseAlone(int b, int dense, int sparse) {
    BigInteger ways = BigInteger.ZERO;
    for (DenseOperator operator : space.denseOperators()) {
      for (Map.Entry<Integer, Integer> reads : denseReads(operator, b).entrySet()) {
        int read = dense | reads.getKey();
        BigInteger behind =
            operator.readsSparse() ? sparseSets(b, read, sparse) : count(b - 1, read, sparse);
        ways = ways.add(behind.multiply(choices(operator, reads.getValue())));
      }
    }
    return ways;
  }

  private BigInteger sparseAlone(int b, int dense, int sparse) {
    return sparseSets(b, dense, sparse).multiply(sparseChoices());
  }

  /** Sums over all sets of sparse sources. */
  private BigInteger sparseSets(int b, int dense, int sparse) {
    BigInteger ways = BigInteger.ZERO;
    for (int set : sets[b]) {
      ways = ways.add(count(b - 1, dense, sparse | set));
    }
    return ways;
  }

  /** The number of ways in which the operator can read each set of dense sources. */
  private Map<Integer, Integer> denseReads(DenseOperator operator, int b) {
    Map<Integer, Integer> ways = new TreeMap<>();
    if (operator.operands().isEmpty()) {
      for (int set : sets[b]) {
        ways.put(set, 1);
      }
      return ways;
    }
    boolean exchangeable = operator.operands().get().exchangeable();
    for (int left = 0; left < b; left++) {
      for (int right = exchangeable ? left : 0; right < b; right++) {
        ways.merge(1 << left | 1 << right, 1, Integer::sum);
      }
    }
    return ways;
  }

  /** The sets of 1 to 4 of the sources 0 to b − 1. */
  private static int[] sets(int b) {
    return IntStream.range(1, 1 << b).filter(set -> Integer.bitCount(set) <= 4).toArray();
  }

  /** Ways to read a set of sources, times widths. */
  private BigInteger choices(DenseOperator operator, int ways) {
    int widths = operator.width() == DenseOperator.Width.INERT ? 1 : space.denseWidths().size();
    return BigInteger.valueOf((long) ways * widths);
  }

  private BigInteger sparseChoices() {
    return BigInteger.valueOf((long) space.sparseOperators().size() * space.sparseWidths().size());
  }
}
