package io.nasrec.data;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;

/**
 * All rows of a data set, in the order training, validation, test, for the last training of one
 * network. This is no {@link BatchSource}: nothing can be evaluated on these rows. The network has
 * learned the test rows then and can never be evaluated on them.
 */
public final class AllRows {
  private final List<MappedRows> parts;
  private final int rows;

  AllRows(List<MappedRows> parts) {
    this.parts = List.copyOf(parts);
    rows = parts.stream().mapToInt(MappedRows::rows).reduce(0, Math::addExact);
  }

  /**
   * The number of rows.
   *
   * @return the sum over the splits
   */
  public int rows() {
    return rows;
  }

  /**
   * Reads the rows listed in part of an array.
   *
   * @param numbers row numbers, each from 0 to {@code rows() - 1}
   * @param from the first position in {@code numbers}
   * @param to the position after the last
   * @return row {@code numbers[from]}, {@code numbers[from + 1]}, …, in that order
   * @throws IndexOutOfBoundsException if a position or a row number is out of range
   * @throws IllegalStateException if the data set is closed
   */
  public Batch gather(int[] numbers, int from, int to) {
    Objects.checkFromToIndex(from, to, numbers.length);
    for (int i = from; i < to; i++) {
      Objects.checkIndex(numbers[i], rows);
    }
    Batch batch = parts.get(0).batch(to - from);
    FloatBuffer into = batch.dense();
    int first = 0;
    for (MappedRows part : parts) {
      part.gather(numbers, from, to, first, batch, into);
      first += part.rows();
    }
    return batch;
  }
}
