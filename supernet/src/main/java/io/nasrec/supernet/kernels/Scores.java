package io.nasrec.supernet.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The scores of one query with every key: a register of lanes per key. */
final class Scores {
  /** Smaller exponents are raised to this one, whose exponential is 1e-35. */
  private static final float LEAST_EXPONENT = -80;

  /** Adding it rounds a small number: 1.5 · 2²³. */
  private static final float ROUND = 0x1.8p23f;

  private static final float LN_2 = (float) Math.log(2);
  private static final float LOG2_E = (float) (1 / Math.log(2));

  /** Bits of a float's fraction. */
  private static final int FRACTION = 23;

  /** Key by key. */
  final float[] values;

  Scores(int keys) {
    this.values = new float[keys * Lanes.COUNT];
  }

  /**
   * {@code x_j = Σ_c a_c b_jc}, columns two at a time.
   *
   * @param a index of a row's lanes
   * @param b index of the same lanes of row 0
   * @param rowSize distance from row to row
   * @param lanes distance from column to column
   */
  void products(float[] as, int a, float[] bs, int b, int rowSize, int lanes) {
    firstProducts(as, a, bs, b, rowSize, lanes);
    for (int c = 2 * lanes; c < rowSize; c += 2 * lanes) {
      addProducts(as, a + c, bs, b + c, rowSize, lanes);
    }
  }

  /**
   * Starting from zeros instead would give the same bits but take 5 % more time in the whole
   * kernel.
   */
  private void firstProducts(float[] as, int a, float[] bs, int b, int rowSize, int lanes) {
    FloatVector a0 = FloatVector.fromArray(Lanes.SPECIES, as, a);
    FloatVector a1 = FloatVector.fromArray(Lanes.SPECIES, as, a + lanes);
    for (int j = 0, at = b; j < values.length; j += Lanes.COUNT, at += rowSize) {
      FloatVector b0 = FloatVector.fromArray(Lanes.SPECIES, bs, at);
      FloatVector b1 = FloatVector.fromArray(Lanes.SPECIES, bs, at + lanes);
      a0.fma(b0, a1.mul(b1)).intoArray(values, j);
    }
  }

  private void addProducts(float[] as, int a, float[] bs, int b, int rowSize, int lanes) {
    FloatVector a0 = FloatVector.fromArray(Lanes.SPECIES, as, a);
    FloatVector a1 = FloatVector.fromArray(Lanes.SPECIES, as, a + lanes);
    for (int j = 0, at = b; j < values.length; j += Lanes.COUNT, at += rowSize) {
      FloatVector b0 = FloatVector.fromArray(Lanes.SPECIES, bs, at);
      FloatVector b1 = FloatVector.fromArray(Lanes.SPECIES, bs, at + lanes);
      FloatVector sum = FloatVector.fromArray(Lanes.SPECIES, values, j);
      a0.fma(b0, a1.fma(b1, sum)).intoArray(values, j);
    }
  }

  /**
   * Writes each lane's largest score, or 0 if the lane's scores are small anyway.
   *
   * @param bounds squares of upper bounds of the scores, per lane
   * @param small squares up to this are small
   */
  void largest(float[] bounds, float small, float[] target, int at) {
    FloatVector largest = FloatVector.broadcast(Lanes.SPECIES, Float.NEGATIVE_INFINITY);
    for (int j = 0; j < values.length; j += Lanes.COUNT) {
      largest = largest.max(FloatVector.fromArray(Lanes.SPECIES, values, j));
    }
    VectorMask<Float> isSmall =
        FloatVector.fromArray(Lanes.SPECIES, bounds, 0).compare(VectorOperators.LE, small);
    largest.blend(0, isSmall).intoArray(target, at);
  }

  /** {@code x_j −= shift}, with exponents bounded from below. */
  void shift(float[] shifts, int at) {
    FloatVector shift = FloatVector.fromArray(Lanes.SPECIES, shifts, at);
    for (int j = 0; j < values.length; j += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, values, j);
      x.sub(shift).max(LEAST_EXPONENT).intoArray(values, j);
    }
  }

  /**
   * {@code x_j = e^x_j}, and one over their sum: within 2e-7 of its value for {@code |x_j| ≤ 16},
   * within 5e-7 up to 80.
   *
   * <p>The exponential is {@code 2ⁿ e^r} with a whole n and {@code |r| ≤ ln 2 / 2}, with a Taylor
   * polynomial for the latter.
   *
   * @param inverses receives the inverse sum of each lane, from {@code at} on
   */
  void exponentials(float[] inverses, int at) {
    FloatVector one = FloatVector.broadcast(Lanes.SPECIES, 1);
    FloatVector sum = FloatVector.zero(Lanes.SPECIES);
    for (int j = 0; j < values.length; j += Lanes.COUNT) {
      FloatVector x = FloatVector.fromArray(Lanes.SPECIES, values, j);
      FloatVector rounded =
          x.fma(
              FloatVector.broadcast(Lanes.SPECIES, LOG2_E),
              FloatVector.broadcast(Lanes.SPECIES, ROUND));
      FloatVector r = rounded.sub(ROUND).fma(FloatVector.broadcast(Lanes.SPECIES, -LN_2), x);
      FloatVector p =
          r.fma(
              FloatVector.broadcast(Lanes.SPECIES, 1f / 5040),
              FloatVector.broadcast(Lanes.SPECIES, 1f / 720));
      p = p.fma(r, FloatVector.broadcast(Lanes.SPECIES, 1f / 120));
      p = p.fma(r, FloatVector.broadcast(Lanes.SPECIES, 1f / 24));
      p = p.fma(r, FloatVector.broadcast(Lanes.SPECIES, 1f / 6));
      p = p.fma(r, FloatVector.broadcast(Lanes.SPECIES, 1f / 2));
      p = p.fma(r, one).fma(r, one);
      // The last bits of the rounded number are n; in the exponent's place they multiply by 2ⁿ.
      IntVector n = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, FRACTION);
      p = p.reinterpretAsInts().add(n).reinterpretAsFloats();
      p.intoArray(values, j);
      sum = sum.add(p);
    }
    one.div(sum).intoArray(inverses, at);
  }
}
