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
    for (int from = 0; from < ys.capacity(); from += rows.together()) {
      int count = Math.min(rows.together(), ys.capacity() - from);
      xs.get(from * width, x, 0, count * width);
      for (int row = 0; row < count; row++) {
        float sum = rows.sum(x, row * width);
        ys.put(from + row, sum * sum - rows.squares(x, row * width, 0));
      }
    }
  }

  @Override
  public void backward(FloatBuffer xs, FloatBuffer ys, FloatBuffer dys, FloatBuffer dxs) {
    float[] x = rows.chunk();
    for (int from = 0; from < ys.capacity(); from += rows.together()) {
      int count = Math.min(rows.together(), ys.capacity() - from);
      xs.get(from * width, x, 0, count * width);
      for (int row = 0; row < count; row++) {
        float sum = rows.sum(x, row * width);
        float factor = 2 * dys.get(from + row);
        for (int c = row * width; c < (row + 1) * width; c++) {
          x[c] = factor * (sum - x[c]);
        }
      }
      dxs.put(from * width, x, 0, count * width);
    }
  }
}
