package io.nasrec.supernet.kernels;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Sums over the rows of a matrix, in an order that depends on nothing but the width.
 *
 * <p>A row's last register may reach into the next row: what it reads there counts nothing as long
 * as it is finite. Arrays have room for {@link Lanes#PARTS} more elements than they hold.
 */
final class RowSums {
  /** Scalars that are worked on together, so that they stay in the first-level cache. */
  private static final int CHUNK = 2048;

  private final int width;

  /** 1 for a column, 0 for what follows up to a whole sum. */
  private final float[] present;

  private final float[] parts = new float[Lanes.PARTS];

  /**
   * @param width columns
   */
  RowSums(int width) {
    this.width = width;
    this.present = new float[padded()];
    Arrays.fill(present, 0, width, 1);
  }

  /** Columns, rounded up to whole sums. */
  int padded() {
    return (width + Lanes.PARTS - 1) / Lanes.PARTS * Lanes.PARTS;
  }

  /** {@link #present}: as long as {@link #padded}. */
  float[] present() {
    return present;
  }

  /** Number of rows that are worked on together. */
  int together() {
    return Math.max(1, CHUNK / width);
  }

  /** Room for so many rows. */
  float[] chunk() {
    return new float[together() * width + Lanes.PARTS];
  }

  /** {@code Σ x}, of the row that starts at an index. */
  float sum(float[] x, int at) {
    for (int part = 0; part < Lanes.PARTS; part += Lanes.COUNT) {
      FloatVector sum = FloatVector.zero(Lanes.SPECIES);
      for (int c = part; c < present.length; c += Lanes.PARTS) {
        sum =
            FloatVector.fromArray(Lanes.SPECIES, x, at + c)
                .fma(FloatVector.fromArray(Lanes.SPECIES, present, c), sum);
      }
      sum.intoArray(parts, part);
    }
    return Lanes.total(parts);
  }

  /** {@code Σ (x − origin)²}, of the row that starts at an index. */
  float squares(float[] x, int at, float origin) {
    for (int part = 0; part < Lanes.PARTS; part += Lanes.COUNT) {
      FloatVector sum = FloatVector.zero(Lanes.SPECIES);
      for (int c = part; c < present.length; c += Lanes.PARTS) {
        FloatVector difference =
            FloatVector.fromArray(Lanes.SPECIES, x, at + c)
                .sub(origin)
                .mul(FloatVector.fromArray(Lanes.SPECIES, present, c));
        sum = difference.fma(difference, sum);
      }
      sum.intoArray(parts, part);
    }
    return Lanes.total(parts);
  }
}
