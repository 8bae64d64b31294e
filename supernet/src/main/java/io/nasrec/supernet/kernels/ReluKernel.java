package io.nasrec.supernet.kernels;

import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** {@code max(x, 0)}; its derivative at 0 is 0. */
public final class ReluKernel implements Kernel {
  /** Scalars that are processed together: whole registers that stay in the first-level cache. */
  private static final int CHUNK = 2048;

  @Override
  public void forward(FloatBuffer x, FloatBuffer y) {
    float[] values = new float[CHUNK];
    for (int from = 0; from < x.capacity(); from += CHUNK) {
      int count = Math.min(CHUNK, x.capacity() - from);
      x.get(from, values, 0, count);
      for (int i = 0; i < count; i += Lanes.COUNT) {
        FloatVector.fromArray(Lanes.SPECIES, values, i).max(0).intoArray(values, i);
      }
      y.put(from, values, 0, count);
    }
  }

  @Override
  public void backward(FloatBuffer x, FloatBuffer y, FloatBuffer dy, FloatBuffer dx) {
    float[] values = new float[CHUNK];
    float[] gradient = new float[CHUNK];
    for (int from = 0; from < x.capacity(); from += CHUNK) {
      int count = Math.min(CHUNK, x.capacity() - from);
      x.get(from, values, 0, count);
      dy.get(from, gradient, 0, count);
      for (int i = 0; i < count; i += Lanes.COUNT) {
        FloatVector.fromArray(Lanes.SPECIES, gradient, i)
            .blend(
                0, FloatVector.fromArray(Lanes.SPECIES, values, i).compare(VectorOperators.LE, 0))
            .intoArray(gradient, i);
      }
      dx.put(from, gradient, 0, count);
    }
  }
}
