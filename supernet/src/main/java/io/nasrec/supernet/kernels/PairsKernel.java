package io.nasrec.supernet.kernels;

import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;

/**
 * The inner products of all pairs of vectors, and their derivative.
 *
 * <p>The engine has to compute the full square, gather a triangle of it by indices, and scatter the
 * gradients back in the same way, which takes several times as long as the products.
 *
 * <p>Four rows of a result are computed at once, so that their common inputs are read once. A
 * register may extend beyond its row: what it writes there is overwritten, because later columns
 * and earlier rows come first, and results from what it reads there are not used.
 */
public final class PairsKernel implements Kernel {
  /** Rows that are processed at once. */
  private static final int ROWS = 4;

  private final int vectors;
  private final int dim;

  /** Number of vectors, rounded up to whole registers. */
  private final int padded;

  /** One example: {@code (dim, n)}. */
  private final float[] x;

  /**
   * @param vectors n
   * @param dim scalars of a vector
   */
  public PairsKernel(int vectors, int dim) {
    this.vectors = vectors;
    this.dim = dim;
    this.padded = Lanes.SPECIES.loopBound(vectors + Lanes.COUNT - 1);
    this.x = matrix();
  }

  /** Space for an example, extra rows, and a register that extends beyond the last one. */
  private float[] matrix() {
    return new float[(dim + ROWS) * vectors + ROWS + 2 * Lanes.COUNT];
  }

  /**
   * {@inheritDoc}
   *
   * @param xs {@code (batch, dim, n)}: the vectors are columns
   * @param ys {@code (batch, n (n − 1) / 2)}: the strictly lower triangle in row order, (1,0),
   *     (2,0), (2,1), …
   */
  @Override
  public void forward(FloatBuffer xs, FloatBuffer ys) {
    float[] y = new float[pairs(vectors + ROWS) + 2 * Lanes.COUNT];
    for (int example = 0; example < batch(xs); example++) {
      xs.get(example * dim * vectors, x, 0, dim * vectors);
      for (int row = 0; row < vectors; row += ROWS) {
        products(row, y);
      }
      ys.put(example * pairs(vectors), y, 0, pairs(vectors));
    }
  }

  /** The products of a vector, and of the three that follow, with all preceding vectors. */
  private void products(int row, float[] y) {
    for (int c = Lanes.SPECIES.loopBound(row + ROWS - 2); c >= 0; c -= Lanes.COUNT) {
      FloatVector sumA = FloatVector.zero(Lanes.SPECIES);
      FloatVector sumB = sumA;
      FloatVector sumC = sumA;
      FloatVector sumD = sumA;
      for (int k = 0; k < dim; k++) {
        int at = k * vectors;
        FloatVector others = FloatVector.fromArray(Lanes.SPECIES, x, at + c);
        sumA = others.fma(FloatVector.broadcast(Lanes.SPECIES, x[at + row]), sumA);
        sumB = others.fma(FloatVector.broadcast(Lanes.SPECIES, x[at + row + 1]), sumB);
        sumC = others.fma(FloatVector.broadcast(Lanes.SPECIES, x[at + row + 2]), sumC);
        sumD = others.fma(FloatVector.broadcast(Lanes.SPECIES, x[at + row + 3]), sumD);
      }
      sumA.intoArray(y, pairs(row) + c);
      sumB.intoArray(y, pairs(row + 1) + c);
      sumC.intoArray(y, pairs(row + 2) + c);
      sumD.intoArray(y, pairs(row + 3) + c);
    }
  }

  @Override
  public void backward(FloatBuffer xs, FloatBuffer ys, FloatBuffer dys, FloatBuffer dxs) {
    float[] dy = new float[pairs(vectors)];
    // Symmetric, so that row i has the gradients of all products that involve vector i.
    float[] square = new float[vectors * padded];
    float[] dx = matrix();
    for (int example = 0; example < batch(xs); example++) {
      xs.get(example * dim * vectors, x, 0, dim * vectors);
      dys.get(example * dy.length, dy, 0, dy.length);
      int pair = 0;
      for (int i = 1; i < vectors; i++) {
        for (int j = 0; j < i; j++) {
          square[i * padded + j] = dy[pair + j];
          square[j * padded + i] = dy[pair + j];
        }
        pair += i;
      }
      for (int k = 0; k < dim; k += ROWS) {
        gradients(k * vectors, square, dx);
      }
      dxs.put(example * dim * vectors, dx, 0, dim * vectors);
    }
  }

  /** {@code dx = Σ_i x_i dy_i} for a scalar of all vectors, and the three that follow. */
  private void gradients(int a, float[] square, float[] dx) {
    int b = a + vectors;
    int c = b + vectors;
    int d = c + vectors;
    for (int j = padded - Lanes.COUNT; j >= 0; j -= Lanes.COUNT) {
      FloatVector sumA = FloatVector.zero(Lanes.SPECIES);
      FloatVector sumB = sumA;
      FloatVector sumC = sumA;
      FloatVector sumD = sumA;
      for (int i = 0; i < vectors; i++) {
        FloatVector dy = FloatVector.fromArray(Lanes.SPECIES, square, i * padded + j);
        sumA = dy.fma(FloatVector.broadcast(Lanes.SPECIES, x[a + i]), sumA);
        sumB = dy.fma(FloatVector.broadcast(Lanes.SPECIES, x[b + i]), sumB);
        sumC = dy.fma(FloatVector.broadcast(Lanes.SPECIES, x[c + i]), sumC);
        sumD = dy.fma(FloatVector.broadcast(Lanes.SPECIES, x[d + i]), sumD);
      }
      sumA.intoArray(dx, a + j);
      sumB.intoArray(dx, b + j);
      sumC.intoArray(dx, c + j);
      sumD.intoArray(dx, d + j);
    }
  }

  /** The number of pairs of this many vectors; the products of the next vector start there. */
  private static int pairs(int vectors) {
    return vectors * (vectors - 1) / 2;
  }

  private int batch(FloatBuffer xs) {
    return xs.capacity() / (vectors * dim);
  }
}
