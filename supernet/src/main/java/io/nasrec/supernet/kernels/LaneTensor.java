package io.nasrec.supernet.kernels;

import java.util.Arrays;

/**
 * One tensor {@code (examples, rows, heads · width)} of an attention block, lanes last: element
 * {@code [row][column][example · heads + head]}. A head of odd width has one more column, of zeros.
 */
final class LaneTensor {
  /** Row by row, column by column; each column over all lanes. */
  final float[] values;

  private final int rows;
  private final int heads;
  private final int rowSize;

  /**
   * The positions in a row of this tensor of the elements of an example's row: by column, then
   * head.
   */
  private final int[] places;

  /**
   * All zero.
   *
   * @param width columns of a head
   * @param lanes at least {@code examples · heads}
   */
  LaneTensor(int rows, int heads, int width, int lanes) {
    this.rows = rows;
    this.heads = heads;
    this.rowSize = (width + width % 2) * lanes;
    this.values = new float[rows * rowSize];
    this.places = new int[heads * width];
    for (int head = 0; head < heads; head++) {
      for (int column = 0; column < width; column++) {
        places[head * width + column] = column * lanes + head;
      }
    }
  }

  void clear() {
    Arrays.fill(values, 0);
  }

  /**
   * Reads one example.
   *
   * @param source {@code (rows, depth)}
   * @param offset of this tensor's part in each row of the source
   * @param factor factor applied to the values
   */
  void read(float[] source, int example, int offset, int depth, float factor) {
    for (int row = 0; row < rows; row++) {
      int from = row * depth + offset;
      int to = row * rowSize + example * heads;
      for (int i = 0; i < places.length; i++) {
        values[to + places[i]] = factor * source[from + i];
      }
    }
  }

  /** Writes one example back, the inverse of {@link #read}. */
  void write(float[] target, int example, int offset, int depth, float factor) {
    for (int row = 0; row < rows; row++) {
      int from = row * rowSize + example * heads;
      int to = row * depth + offset;
      for (int i = 0; i < places.length; i++) {
        target[to + i] = factor * values[from + places[i]];
      }
    }
  }
}
