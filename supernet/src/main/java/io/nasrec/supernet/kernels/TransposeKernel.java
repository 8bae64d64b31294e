package io.nasrec.supernet.kernels;

import java.nio.FloatBuffer;

/** Exchanges the rows and columns of matrices. */
public final class TransposeKernel implements Kernel {
  private final int rows;
  private final int columns;

  /**
   * @param rows of a matrix
   * @param columns of a matrix
   */
  public TransposeKernel(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * {@inheritDoc}
   *
   * @param x {@code (batch, rows, columns)}
   * @param y {@code (batch, columns, rows)}
   */
  @Override
  public void forward(FloatBuffer x, FloatBuffer y) {
    transpose(x, rows, columns, y);
  }

  @Override
  public void backward(FloatBuffer x, FloatBuffer y, FloatBuffer dy, FloatBuffer dx) {
    transpose(dy, columns, rows, dx);
  }

  private static void transpose(FloatBuffer from, int rows, int columns, FloatBuffer to) {
    int size = rows * columns;
    float[] x = new float[size];
    float[] y = new float[size];
    for (int at = 0; at < from.capacity(); at += size) {
      from.get(at, x);
      for (int column = 0; column < columns; column++) {
        for (int row = 0; row < rows; row++) {
          y[column * rows + row] = x[row * columns + column];
        }
      }
      to.put(at, y);
    }
  }
}
