package io.nasrec.supernet.kernels;

import java.nio.FloatBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Layer normalisation over the last axis (Ba et al., arXiv 1607.06450), {@code (x − mean) /
 * sqrt(var + eps) · gain + shift}, then perhaps ReLU, and the derivative with respect to all three.
 *
 * <p>The cost lies in reading and writing memory: the engine writes the normalised values, only for
 * ReLU to read them again, and reads everything twice more for the gradients of gain and shift.
 * Here a row stays in the first-level cache.
 *
 * <p>A row's last register may extend into the next row, which overwrites what is written there.
 * {@link RowSums} explains what is read there, and why two rows are processed at once.
 */
public final class NormKernel {
  private final int width;
  private final RowSums rows;
  private final float epsilon;

  /** Where a row's last register starts. */
  private final int last;

  /** The lower bound of outputs: 0 for ReLU. */
  private final float floor;

  /** Per column, padded with zeros to whole sums, like all arrays that follow. */
  private final float[] gains;

  private final float[] shifts;
  private final float[] gainGradients;
  private final float[] shiftGradients;

  /** The parts of each row's sum of gradients. */
  private final float[] parts;

  /** The parts of each row's sum of gradients times normalised values. */
  private final float[] productParts;

  /** Gradients times gains of a chunk, each row padded to whole sums. */
  private final float[] g;

  /** Of each row. */
  private float[] means = {};

  /** The inverse standard deviation of each row. */
  private float[] inverses = {};

  /**
   * @param gains one per column
   * @param shifts one per column
   * @param epsilon added to the variance
   * @param relu whether negative values become 0
   */
  public NormKernel(float[] gains, float[] shifts, float epsilon, boolean relu) {
    this.width = gains.length;
    this.rows = new RowSums(width);
    int padded = rows.padded();
    this.gains = Arrays.copyOf(gains, padded);
    this.shifts = Arrays.copyOf(shifts, padded);
    this.epsilon = epsilon;
    this.floor = relu ? 0 : Float.NEGATIVE_INFINITY;
    this.gainGradients = new float[padded];
    this.shiftGradients = new float[padded];
    this.parts = rows.parts();
    this.productParts = rows.parts();
    this.g = new float[rows.together() * padded];
    this.last = (width - 1) / Lanes.COUNT * Lanes.COUNT;
  }

  /**
   * Computes all of y.
   *
   * @param xs {@code (…, width)}
   * @param ys as xs
   */
  public void forward(FloatBuffer xs, FloatBuffer ys) {
    int height = xs.capacity() / width;
    means = RowSums.perRow(height);
    inverses = RowSums.perRow(height);
    float[] x = rows.chunk();
    float[] y = rows.chunk();
    for (int from = 0; from < height; from += rows.together()) {
      int count = Math.min(rows.together(), height - from);
      xs.get(from * width, x, 0, count * width);
      findMoments(x, from, count);
      for (int row = 0; row < count; row += 2) {
        normalise(x, y, row * width, from + row);
      }
      ys.put(from * width, y, 0, count * width);
    }
  }

  private void findMoments(float[] x, int from, int count) {
    rows.sums(x, count, means, from);
    for (int row = from; row < from + count; row++) {
      means[row] /= width;
    }
    rows.squares(x, count, means, inverses, from);
    for (int row = from; row < from + count; row++) {
      inverses[row] = 1 / (float) Math.sqrt(inverses[row] / width + epsilon);
    }
  }

  /** Processes a row and the next one. */
  private void normalise(float[] x, float[] y, int a, int row) {
    int b = a + width;
    FloatVector meanA = FloatVector.broadcast(Lanes.SPECIES, means[row]);
    FloatVector meanB = FloatVector.broadcast(Lanes.SPECIES, means[row + 1]);
    FloatVector inverseA = FloatVector.broadcast(Lanes.SPECIES, inverses[row]);
    FloatVector inverseB = FloatVector.broadcast(Lanes.SPECIES, inverses[row + 1]);
    // From the end, so that the second row is written after the overhang of the first.
    for (int c = last; c >= 0; c -= Lanes.COUNT) {
      FloatVector gain = FloatVector.fromArray(Lanes.SPECIES, gains, c);
      FloatVector shift = FloatVector.fromArray(Lanes.SPECIES, shifts, c);
      FloatVector.fromArray(Lanes.SPECIES, x, a + c)
          .sub(meanA)
          .mul(inverseA)
          .fma(gain, shift)
          .max(floor)
          .intoArray(y, a + c);
      FloatVector.fromArray(Lanes.SPECIES, x, b + c)
          .sub(meanB)
          .mul(inverseB)
          .fma(gain, shift)
          .max(floor)
          .intoArray(y, b + c);
    }
  }

  /**
   * The derivative at the last input.
   *
   * @param xs the last input
   * @param dys gradient with respect to the output
   * @param dxs gradient with respect to the input, to be computed; may be dys
   */
  public void backward(FloatBuffer xs, FloatBuffer dys, FloatBuffer dxs) {
    Arrays.fill(gainGradients, 0);
    Arrays.fill(shiftGradients, 0);
    int height = xs.capacity() / width;
    float[] x = rows.chunk();
    float[] dy = rows.chunk();
    for (int from = 0; from < height; from += rows.together()) {
      int count = Math.min(rows.together(), height - from);
      xs.get(from * width, x, 0, count * width);
      dys.get(from * width, dy, 0, count * width);
      if (count % 2 == 1) {
        Arrays.fill(dy, count * width, (count + 1) * width, 0);
      }
      for (int row = 0; row < count; row += 2) {
        findProducts(x, dy, row, from + row);
      }
      for (int row = 0; row < count; row++) {
        findGradient(x, dy, row, from + row);
      }
      dxs.put(from * width, dy, 0, count * width);
    }
  }

  /**
   * Finds {@code g = gain · dy} and the parts of {@code Σ g} and {@code Σ g x̂} of a row of a chunk
   * and the next; adds their contributions to the gradients of gain and shift.
   */
  private void findProducts(float[] x, float[] dy, int rowOfChunk, int row) {
    float[] present = rows.present();
    FloatVector meanA = FloatVector.broadcast(Lanes.SPECIES, means[row]);
    FloatVector meanB = FloatVector.broadcast(Lanes.SPECIES, means[row + 1]);
    FloatVector inverseA = FloatVector.broadcast(Lanes.SPECIES, inverses[row]);
    FloatVector inverseB = FloatVector.broadcast(Lanes.SPECIES, inverses[row + 1]);
    int a = rowOfChunk * width;
    int b = a + width;
    for (int part = 0; part < Lanes.PARTS; part += Lanes.COUNT) {
      FloatVector sumA = FloatVector.zero(Lanes.SPECIES);
      FloatVector sumB = sumA;
      FloatVector productsA = sumA;
      FloatVector productsB = sumA;
      for (int c = part; c < gains.length; c += Lanes.PARTS) {
        FloatVector counts = FloatVector.fromArray(Lanes.SPECIES, present, c);
        FloatVector gain = FloatVector.fromArray(Lanes.SPECIES, gains, c);
        FloatVector shift = FloatVector.fromArray(Lanes.SPECIES, shifts, c);
        FloatVector normalisedA =
            FloatVector.fromArray(Lanes.SPECIES, x, a + c).sub(meanA).mul(inverseA);
        FloatVector normalisedB =
            FloatVector.fromArray(Lanes.SPECIES, x, b + c).sub(meanB).mul(inverseB);
        FloatVector dA =
            FloatVector.fromArray(Lanes.SPECIES, dy, a + c)
                .mul(counts)
                .blend(0, normalisedA.fma(gain, shift).compare(VectorOperators.LE, floor));
        FloatVector dB =
            FloatVector.fromArray(Lanes.SPECIES, dy, b + c)
                .mul(counts)
                .blend(0, normalisedB.fma(gain, shift).compare(VectorOperators.LE, floor));
        dB.fma(
                normalisedB,
                dA.fma(normalisedA, FloatVector.fromArray(Lanes.SPECIES, gainGradients, c)))
            .intoArray(gainGradients, c);
        dB.add(dA.add(FloatVector.fromArray(Lanes.SPECIES, shiftGradients, c)))
            .intoArray(shiftGradients, c);
        FloatVector gA = dA.mul(gain);
        FloatVector gB = dB.mul(gain);
        gA.intoArray(g, rowOfChunk * gains.length + c);
        gB.intoArray(g, (rowOfChunk + 1) * gains.length + c);
        sumA = sumA.add(gA);
        sumB = sumB.add(gB);
        productsA = gA.fma(normalisedA, productsA);
        productsB = gB.fma(normalisedB, productsB);
      }
      int to = rowOfChunk * Lanes.PARTS + part;
      sumA.intoArray(parts, to);
      sumB.intoArray(parts, to + Lanes.PARTS);
      productsA.intoArray(productParts, to);
      productsB.intoArray(productParts, to + Lanes.PARTS);
    }
  }

  /** {@code dx = (g − mean(g) − x̂ mean(g x̂)) / deviation}, of a row of a chunk. */
  private void findGradient(float[] x, float[] dx, int rowOfChunk, int row) {
    FloatVector mean = FloatVector.broadcast(Lanes.SPECIES, means[row]);
    FloatVector inverse = FloatVector.broadcast(Lanes.SPECIES, inverses[row]);
    FloatVector meanOfG =
        FloatVector.broadcast(Lanes.SPECIES, Lanes.total(parts, rowOfChunk) / width);
    FloatVector product =
        FloatVector.broadcast(Lanes.SPECIES, -Lanes.total(productParts, rowOfChunk) / width);
    int at = rowOfChunk * width;
    int gAt = rowOfChunk * gains.length;
    for (int c = 0; c < width; c += Lanes.COUNT) {
      FloatVector.fromArray(Lanes.SPECIES, x, at + c)
          .sub(mean)
          .mul(inverse)
          .fma(product, FloatVector.fromArray(Lanes.SPECIES, g, gAt + c).sub(meanOfG))
          .mul(inverse)
          .intoArray(dx, at + c);
    }
  }

  /** The gradient with respect to the gains, from the last backward pass. */
  public float[] gainGradients() {
    return Arrays.copyOf(gainGradients, width);
  }

  /** The gradient with respect to the shifts, from the last backward pass. */
  public float[] shiftGradients() {
    return Arrays.copyOf(shiftGradients, width);
  }
}
