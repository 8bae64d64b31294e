package io.nasrec.supernet.kernels;

import java.nio.FloatBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Layer normalisation over the last axis (Ba et al., arXiv 1607.06450), {@code (x − mean) /
 * sqrt(var + eps) · gain + shift}, then perhaps ReLU, and the derivative with respect to all three.
 *
 * <p>Its cost is the memory that is read and written: the engine writes the normalised values for
 * ReLU to read, and reads everything twice again for the gradients of gain and shift. Here a row
 * stays in the first-level cache.
 *
 * <p>A row's last register may reach into the next row: what it writes there the next row
 * overwrites. What it reads there: see {@link RowSums}.
 */
public final class NormKernel {
  private final int width;
  private final RowSums rows;
  private final float epsilon;

  /** What no output is below: 0 for ReLU. */
  private final float floor;

  /** Per column, and zeros up to whole sums, as all that follow. */
  private final float[] gains;

  private final float[] shifts;
  private final float[] gainGradients;
  private final float[] shiftGradients;

  private final float[] parts = new float[Lanes.PARTS];
  private final float[] otherParts = new float[Lanes.PARTS];

  /** Of each row. */
  private float[] means = {};

  /** One over the standard deviation of each row. */
  private float[] inverses = {};

  /**
   * @param gains one per column
   * @param shifts one per column
   * @param epsilon is added to the variance
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
  }

  /**
   * Computes all of y.
   *
   * @param xs {@code (…, width)}
   * @param ys as xs
   */
  public void forward(FloatBuffer xs, FloatBuffer ys) {
    means = new float[xs.capacity() / width];
    inverses = new float[means.length];
    float[] x = rows.chunk();
    float[] y = rows.chunk();
    for (int from = 0; from < means.length; from += rows.together()) {
      int count = Math.min(rows.together(), means.length - from);
      xs.get(from * width, x, 0, count * width);
      for (int row = 0; row < count; row++) {
        forward(x, y, row * width, from + row);
      }
      ys.put(from * width, y, 0, count * width);
    }
  }

  private void forward(float[] x, float[] y, int at, int row) {
    means[row] = rows.sum(x, at) / width;
    inverses[row] = 1 / (float) Math.sqrt(rows.squares(x, at, means[row]) / width + epsilon);
    normalise(x, y, at, row);
  }

  private void normalise(float[] x, float[] y, int at, int row) {
    FloatVector mean = FloatVector.broadcast(Lanes.SPECIES, means[row]);
    FloatVector inverse = FloatVector.broadcast(Lanes.SPECIES, inverses[row]);
    for (int c = 0; c < width; c += Lanes.COUNT) {
      FloatVector.fromArray(Lanes.SPECIES, x, at + c)
          .sub(mean)
          .mul(inverse)
          .fma(
              FloatVector.fromArray(Lanes.SPECIES, gains, c),
              FloatVector.fromArray(Lanes.SPECIES, shifts, c))
          .max(floor)
          .intoArray(y, at + c);
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
    float[] x = rows.chunk();
    float[] dy = rows.chunk();
    float[] dx = rows.chunk();
    for (int from = 0; from < means.length; from += rows.together()) {
      int count = Math.min(rows.together(), means.length - from);
      xs.get(from * width, x, 0, count * width);
      dys.get(from * width, dy, 0, count * width);
      for (int row = 0; row < count; row++) {
        findProducts(x, dy, dx, row * width, from + row);
        findGradient(x, dx, row * width, from + row);
      }
      dxs.put(from * width, dx, 0, count * width);
    }
  }

  /**
   * Writes {@code g = gain · dy} to dx and the parts of {@code Σ g} and {@code Σ g x̂}; adds what
   * the row gives to the gradients of gain and shift.
   */
  private void findProducts(float[] x, float[] dy, float[] dx, int at, int row) {
    float[] present = rows.present();
    FloatVector mean = FloatVector.broadcast(Lanes.SPECIES, means[row]);
    FloatVector inverse = FloatVector.broadcast(Lanes.SPECIES, inverses[row]);
    for (int part = 0; part < Lanes.PARTS; part += Lanes.COUNT) {
      FloatVector sum = FloatVector.zero(Lanes.SPECIES);
      FloatVector products = sum;
      for (int c = part; c < gains.length; c += Lanes.PARTS) {
        FloatVector gain = FloatVector.fromArray(Lanes.SPECIES, gains, c);
        FloatVector normalised =
            FloatVector.fromArray(Lanes.SPECIES, x, at + c).sub(mean).mul(inverse);
        VectorMask<Float> stopped =
            normalised
                .fma(gain, FloatVector.fromArray(Lanes.SPECIES, shifts, c))
                .compare(VectorOperators.LE, floor);
        FloatVector d =
            FloatVector.fromArray(Lanes.SPECIES, dy, at + c)
                .mul(FloatVector.fromArray(Lanes.SPECIES, present, c))
                .blend(0, stopped);
        d.fma(normalised, FloatVector.fromArray(Lanes.SPECIES, gainGradients, c))
            .intoArray(gainGradients, c);
        d.add(FloatVector.fromArray(Lanes.SPECIES, shiftGradients, c)).intoArray(shiftGradients, c);
        FloatVector g = d.mul(gain);
        g.intoArray(dx, at + c);
        sum = sum.add(g);
        products = g.fma(normalised, products);
      }
      sum.intoArray(parts, part);
      products.intoArray(otherParts, part);
    }
  }

  /** {@code dx = (g − mean(g) − x̂ mean(g x̂)) / deviation}. */
  private void findGradient(float[] x, float[] dx, int at, int row) {
    FloatVector mean = FloatVector.broadcast(Lanes.SPECIES, means[row]);
    FloatVector inverse = FloatVector.broadcast(Lanes.SPECIES, inverses[row]);
    FloatVector g = FloatVector.broadcast(Lanes.SPECIES, Lanes.total(parts) / width);
    FloatVector product = FloatVector.broadcast(Lanes.SPECIES, -Lanes.total(otherParts) / width);
    for (int c = 0; c < width; c += Lanes.COUNT) {
      FloatVector.fromArray(Lanes.SPECIES, x, at + c)
          .sub(mean)
          .mul(inverse)
          .fma(product, FloatVector.fromArray(Lanes.SPECIES, dx, at + c).sub(g))
          .mul(inverse)
          .intoArray(dx, at + c);
    }
  }

  /** With respect to the gains, by the last backward pass. */
  public float[] gainGradients() {
    return Arrays.copyOf(gainGradients, width);
  }

  /** With respect to the shifts, by the last backward pass. */
  public float[] shiftGradients() {
    return Arrays.copyOf(shiftGradients, width);
  }
}
