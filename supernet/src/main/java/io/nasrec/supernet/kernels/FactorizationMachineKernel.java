package io.nasrec.supernet.kernels;

import java.nio.FloatBuffer;

/** {@code (Σ x)² − Σ x²} over each row, and its derivative, {@code 2 dy (Σ x − x)}. */
public final class FactorizationMachineKernel implements Kernel {
  private final int width;
  private final RowSums rows;

  /**
   * @param width columns
   */
  public FactorizationMachineKernel(int width) {
    this.width = width;
    this.rows = new RowSums(width);
  }

  /**
   * {@inheritDoc}
   *
   * @param xs {@code (…, width)}
   * @param ys {@code (…)}
   */
  @Override
  public void forward(FloatBuffer xs, FloatBuffer ys) {
    float[] x = rows.chunk();
    float[] sums = RowSums.perRow(rows.together());
    float[] squares = RowSums.perRow(rows.together());
    float[] zeros = RowSums.perRow(rows.together());
    for (int from = 0; from < ys.capacity(); from += rows.together()) {
      int count = Math.min(rows.together(), ys.capacity() - from);
      xs.get(from * width, x, 0, count * width);
      rows.sums(x, count, sums, 0);
      rows.squares(x, count, zeros, squares, 0);
      for (int row = 0; row < count; row++) {
        ys.put(from + row, sums[row] * sums[row] - squares[row]);
      }
    }
  }

  @Override
  public void backward(FloatBuffer xs, FloatBuffer ys, FloatBuffer dys, FloatBuffer dxs) {
    float[] x = rows.chunk();
    float[] sums = RowSums.perRow(rows.together());
    for (int from = 0; from < ys.capacity(); from += rows.together()) {
      int count = Math.min(rows.together(), ys.capacity() - from);
      xs.get(from * width, x, 0, count * width);
      rows.sums(x, count, sums, 0);
      for (int row = 0; row < count; row++) {
        float factor = 2 * dys.get(from + row);
        for (int c = row * width; c < (row + 1) * width; c++) {
          x[c] = factor * (sums[row] - x[c]);
        }
      }
      dxs.put(from * width, x, 0, count * width);
    }
  }
}
