package io.nasrec.supernet.kernels;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Sums over the rows of a matrix, in an order that depends only on the width.
 *
 * <p>Rows are narrow, so starting a loop costs as much as the loop itself. Two rows are therefore
 * processed at once, and each step is done for a whole chunk of rows before the next step, which
 * depends on it.
 *
 * <p>A row's last register may extend into the next row: what it reads there is ignored as long as
 * it is finite. The same applies to the row after the last one if the number of rows is odd.
 */
final class RowSums {
  /** Scalars that are processed together, so that they stay in the first-level cache. */
  private static final int CHUNK = 2048;

  private final int width;

  /** 1 for each column, 0 for the padding up to a whole sum. */
  private final float[] present;

  /** Of each row. */
  private final float[] parts;

  /**
   * @param width columns
   */
  RowSums(int width) {
    this.width = width;
    this.present = new float[padded()];
    Arrays.fill(present, 0, width, 1);
    this.parts = parts();
  }

  /** The number of columns, rounded up to whole sums. */
  int padded() {
    return (width + Lanes.PARTS - 1) / Lanes.PARTS * Lanes.PARTS;
  }

  /** {@link #present}: as long as {@link #padded}. */
  float[] present() {
    return present;
  }

  /** The number of rows that are processed together, an even number. */
  int together() {
    return Math.max(1, CHUNK / padded() / 2) * 2;
  }

  /** Space for this many rows. */
  float[] chunk() {
    return new float[together() * width + Lanes.PARTS];
  }

  /** Space for the parts of a sum over each of this many rows. */
  float[] parts() {
    return new float[together() * Lanes.PARTS];
  }

  /** Space for one number per row. */
  static float[] perRow(int rows) {
    return new float[rows + 1];
  }

  /**
   * {@code Σ x} of each row.
   *
   * @param x a {@link #chunk}
   * @param rows its number of rows
   * @param sums {@link #perRow}
   * @param from position of the first row's sum
   */
  void sums(float[] x, int rows, float[] sums, int from) {
    for (int row = 0; row < rows; row += 2) {
      sums(x, row);
    }
    for (int row = 0; row < rows; row++) {
      sums[from + row] = Lanes.total(parts, row);
    }
  }

  private void sums(float[] x, int row) {
    int a = row * width;
    int b = a + width;
    for (int part = 0; part < Lanes.PARTS; part += Lanes.COUNT) {
      FloatVector sumA = FloatVector.zero(Lanes.SPECIES);
      FloatVector sumB = sumA;
      for (int c = part; c < present.length; c += Lanes.PARTS) {
        FloatVector counts = FloatVector.fromArray(Lanes.SPECIES, present, c);
        sumA = FloatVector.fromArray(Lanes.SPECIES, x, a + c).fma(counts, sumA);
        sumB = FloatVector.fromArray(Lanes.SPECIES, x, b + c).fma(counts, sumB);
      }
      sumA.intoArray(parts, row * Lanes.PARTS + part);
      sumB.intoArray(parts, (row + 1) * Lanes.PARTS + part);
    }
  }

  /**
   * {@code Σ (x − origin)²} of each row.
   *
   * @param x a {@link #chunk}
   * @param rows its number of rows
   * @param origins {@link #perRow}
   * @param squares {@link #perRow}
   * @param from position of the first row's numbers, read and written
   */
  void squares(float[] x, int rows, float[] origins, float[] squares, int from) {
    for (int row = 0; row < rows; row += 2) {
      squares(x, row, origins[from + row], origins[from + row + 1]);
    }
    for (int row = 0; row < rows; row++) {
      squares[from + row] = Lanes.total(parts, row);
    }
  }

  private void squares(float[] x, int row, float originA, float originB) {
    int a = row * width;
    int b = a + width;
    for (int part = 0; part < Lanes.PARTS; part += Lanes.COUNT) {
      FloatVector sumA = FloatVector.zero(Lanes.SPECIES);
      FloatVector sumB = sumA;
      for (int c = part; c < present.length; c += Lanes.PARTS) {
        FloatVector counts = FloatVector.fromArray(Lanes.SPECIES, present, c);
        FloatVector distanceA =
            FloatVector.fromArray(Lanes.SPECIES, x, a + c).sub(originA).mul(counts);
        FloatVector distanceB =
            FloatVector.fromArray(Lanes.SPECIES, x, b + c).sub(originB).mul(counts);
        sumA = distanceA.fma(distanceA, sumA);
        sumB = distanceB.fma(distanceB, sumB);
      }
      sumA.intoArray(parts, row * Lanes.PARTS + part);
      sumB.intoArray(parts, (row + 1) * Lanes.PARTS + part);
    }
  }
}
