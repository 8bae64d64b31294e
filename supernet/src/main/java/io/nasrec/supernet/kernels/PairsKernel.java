package io.nasrec.supernet.kernels;

import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;

/**
 * The inner products of all pairs of vectors, and their derivative.
 *
 * <p>The engine has to compute the full square, pick a triangle of it by indices, and put the
 * gradients back in the same way, which takes several times as long as the products.
 */
public final class PairsKernel implements Kernel {
  private final int vectors;
  private final int dim;

  /** Number of vectors, rounded up to whole registers. */
  private final int padded;

  /** One example: {@code (dim, padded)}, with zeros after the vectors. */
  private final float[] x;

  /**
   * @param vectors n
   * @param dim scalars of a vector
   */
  public PairsKernel(int vectors, int dim) {
    this.vectors = vectors;
    this.dim = dim;
    this.padded = Lanes.SPECIES.loopBound(vectors + Lanes.COUNT - 1);
    this.x = new float[dim * padded];
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
    float[] row = new float[padded];
    int at = 0;
    for (int example = 0; example < batch(xs); example++) {
      read(xs, example);
      for (int i = 1; i < vectors; i++) {
        products(i, row);
        ys.put(at, row, 0, i);
        at += i;
      }
    }
  }

  /** The products of a vector and at least all before it. */
  private void products(int i, float[] row) {
    for (int j = 0; j < i; j += Lanes.COUNT) {
      FloatVector sum = FloatVector.zero(Lanes.SPECIES);
      for (int k = 0; k < x.length; k += padded) {
        sum =
            FloatVector.fromArray(Lanes.SPECIES, x, k + j)
                .fma(FloatVector.broadcast(Lanes.SPECIES, x[k + i]), sum);
      }
      sum.intoArray(row, j);
    }
  }

  @Override
  public void backward(FloatBuffer xs, FloatBuffer ys, FloatBuffer dys, FloatBuffer dxs) {
    // Symmetric, so that row i has the gradients of all products that vector i is in.
    float[] dy = new float[vectors * padded];
    float[] dx = new float[padded];
    int at = 0;
    for (int example = 0; example < batch(xs); example++) {
      read(xs, example);
      for (int i = 1; i < vectors; i++) {
        dys.get(at, dy, i * padded, i);
        at += i;
        for (int j = 0; j < i; j++) {
          dy[j * padded + i] = dy[i * padded + j];
        }
      }
      for (int k = 0; k < dim; k++) {
        gradients(k * padded, dy, dx);
        dxs.put((example * dim + k) * vectors, dx, 0, vectors);
      }
    }
  }

  /** {@code dx = Σ_i x_i dy_i} for one scalar of all vectors. */
  private void gradients(int from, float[] dy, float[] dx) {
    for (int j = 0; j < padded; j += Lanes.COUNT) {
      FloatVector sum = FloatVector.zero(Lanes.SPECIES);
      for (int i = 0; i < vectors; i++) {
        sum =
            FloatVector.fromArray(Lanes.SPECIES, dy, i * padded + j)
                .fma(FloatVector.broadcast(Lanes.SPECIES, x[from + i]), sum);
      }
      sum.intoArray(dx, j);
    }
  }

  private void read(FloatBuffer xs, int example) {
    for (int k = 0; k < dim; k++) {
      xs.get((example * dim + k) * vectors, x, k * padded, vectors);
    }
  }

  private int batch(FloatBuffer xs) {
    return xs.capacity() / (vectors * dim);
  }
}
