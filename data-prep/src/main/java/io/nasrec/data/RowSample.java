package io.nasrec.data;

import java.util.BitSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A random sample of distinct rows, such as the warm-up sample of the training split (spec section
 * 5), and draws from the remaining rows, such as the scoring batches (spec section 6).
 */
public final class RowSample {
  private final int population;
  private final BitSet members;
  private final int[] rows;

  private RowSample(int population, BitSet members, int[] rows) {
    this.population = population;
    this.members = members;
    this.rows = rows;
  }

  /**
   * Draws rows, each set of that size being equally likely.
   *
   * @param population the number of rows to draw from, at least 0
   * @param size the number of rows to draw
   * @param random the source of randomness
   * @return the sample
   * @throws IllegalArgumentException if not {@code 0 <= size <= population}
   */
  public static RowSample draw(int population, int size, RandomGenerator random) {
    if (size < 0 || size > population) {
      throw new IllegalArgumentException("size must be in 0.." + population + ", but was " + size);
    }
    // Floyd's algorithm (Bentley and Floyd, CACM 1987): time grows with the sample, not the
    // population, and nothing is drawn twice.
    BitSet members = new BitSet(population);
    for (int limit = population - size; limit < population; limit++) {
      int row = random.nextInt(limit + 1);
      members.set(members.get(row) ? limit : row);
    }
    int[] rows = members.stream().toArray();
    shuffle(rows, random);
    return new RowSample(population, members, rows);
  }

  /**
   * The number of rows in the sample.
   *
   * @return n
   */
  public int size() {
    return rows.length;
  }

  /**
   * The rows, in random order.
   *
   * @return a new array of n distinct row numbers
   */
  public int[] rows() {
    return rows.clone();
  }

  /**
   * Whether a row is in the sample.
   *
   * @param row the row's number
   * @return true if it is
   */
  public boolean contains(int row) {
    return members.get(row);
  }

  /**
   * Draws distinct rows that are not in this sample. If too few are left, all of them are drawn,
   * and rows of the sample make up the rest.
   *
   * @param count the number of rows to draw
   * @param random the source of randomness
   * @return {@code count} distinct row numbers, in random order
   * @throws IllegalArgumentException if not {@code 0 <= count <= population}
   */
  public int[] outside(int count, RandomGenerator random) {
    if (count < 0 || count > population) {
      throw new IllegalArgumentException(
          "count must be in 0.." + population + ", but was " + count);
    }
    int left = population - rows.length;
    int[] drawn = new int[count];
    int filled = 0;
    // Selection sampling (Knuth, TAOCP 3.4.2, algorithm S) over the rows outside.
    for (int row = members.nextClearBit(0), rest = left;
        filled < Math.min(count, left);
        row = members.nextClearBit(row + 1), rest--) {
      if (random.nextInt(rest) < Math.min(count, left) - filled) {
        drawn[filled++] = row;
      }
    }
    if (filled < count) {
      int[] again = rows();
      shuffle(again, random);
      System.arraycopy(again, 0, drawn, filled, count - filled);
    }
    shuffle(drawn, random);
    return drawn;
  }

  /**
   * All rows in random order, each order being equally likely.
   *
   * @param population the number of rows, at least 0
   * @param random the source of randomness
   * @return a new array with the numbers from 0 to {@code population - 1}
   */
  public static int[] shuffled(int population, RandomGenerator random) {
    int[] rows = IntStream.range(0, population).toArray();
    shuffle(rows, random);
    return rows;
  }

  /**
   * Shuffles rows, each order being equally likely (Fisher–Yates).
   *
   * @param rows the rows, rearranged in place
   * @param random the source of randomness
   */
  public static void shuffle(int[] rows, RandomGenerator random) {
    for (int i = rows.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int row = rows[i];
      rows[i] = rows[j];
      rows[j] = row;
    }
  }
}
