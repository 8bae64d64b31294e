package io.nasrec.supernet.network;

import java.util.Arrays;

/**
 * One tensor {@code (examples, rows, heads · width)} of an attention block, lanes last: element
 * {@code [row][column][example · heads + head]}. A head of odd width has one more column, of zeros.
 */
final class LaneTensor {
  private final float[][][] values;
  private final int heads;
  private final int width;

  /**
   * All zero.
   *
   * @param width columns of a head
   */
  LaneTensor(int rows, int heads, int width, int examples) {
    this.values = new float[rows][width + width % 2][examples * heads];
    this.heads = heads;
    this.width = width;
  }

  /** A row's columns, each over all lanes. */
  float[][] row(int row) {
    return values[row];
  }

  void clear() {
    for (float[][] row : values) {
      for (float[] column : row) {
        Arrays.fill(column, 0);
      }
    }
  }

  /**
   * Takes in one example.
   *
   * @param source {@code (rows, depth)}
   * @param offset of this tensor's part in each row of the source
   * @param factor what the values are multiplied by
   */
  void read(float[] source, int example, int offset, int depth, float factor) {
    for (int row = 0; row < values.length; row++) {
      int from = row * depth + offset;
      for (int column = 0; column < width; column++) {
        float[] lanes = values[row][column];
        for (int head = 0; head < heads; head++) {
          lanes[example * heads + head] = factor * source[from + head * width + column];
        }
      }
    }
  }

  /** Gives one example back; as {@link #read}. */
  void write(float[] target, int example, int offset, int depth, float factor) {
    for (int row = 0; row < values.length; row++) {
      int from = row * depth + offset;
      for (int column = 0; column < width; column++) {
        float[] lanes = values[row][column];
        for (int head = 0; head < heads; head++) {
          target[from + head * width + column] = factor * lanes[example * heads + head];
        }
      }
    }
  }
}
