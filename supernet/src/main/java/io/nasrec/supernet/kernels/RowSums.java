package io.nasrec.supernet.kernels;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Sums over the rows of a matrix, in an order that depends on nothing but the width.
 *
 * <p>Rows are narrow, so that starting a loop costs as much as the loop: two rows go through it at
 * once, and each step is done for a whole chunk of rows before the next, which waits for it.
 *
 * <p>A row's last register may reach into the next row: what it reads there counts nothing as long
 * as it is finite. The same goes for a row after the last one, where their number is odd.
 */
final class RowSums {
  /** Scalars that are worked on together, so that they stay in the first-level cache. */
  private static final int CHUNK = 2048;

  private final int width;

  /** 1 for a column, 0 for what follows up to a whole sum. */
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

  /** Columns, rounded up to whole sums. */
  int padded() {
    return (width + Lanes.PARTS - 1) / Lanes.PARTS * Lanes.PARTS;
  }

  /** {@link #present}: as long as {@link #padded}. */
  float[] present() {
    return present;
  }

  /** Number of rows that are worked on together, even. */
  int together() {
    return Math.max(1, CHUNK / padded() / 2) * 2;
  }

  /** Room for so many rows. */
  float[] chunk() {
    return new float[together() * width + Lanes.PARTS];
  }

  /** Room for the parts of a sum over each of so many rows. */
  float[] parts() {
    return new float[together() * Lanes.PARTS];
  }

  /** Room for one number per row. */
  static float[] perRow(int rows) {
    return new float[rows + 1];
  }

  /**
   * {@code Σ x} of each row.
   *
   * @param x a {@link #chunk}
   * @param rows how many rows it holds
   * @param sums {@link #perRow}
   * @param from where the first row's sum goes
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
   * @param rows how many rows it holds
   * @param origins {@link #perRow}
   * @param squares {@link #perRow}
   * @param from where the first row's numbers are and go
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
