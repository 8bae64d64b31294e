package io.nasrec.supernet.kernels;

import io.nasrec.supernet.Tensors;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairsKernelTest {
  /** Some fifty float32 additions of numbers around 1. */
  private static final double TOLERANCE = 2e-6;

  @ParameterizedTest
  @CsvSource({
    // batch, vectors, scalars of each
    "1, 2, 1",
    "3, 5, 16",
    "2, 16, 3",
    "2, 17, 16",
    "4, 46, 16"
  })
  void productsAndGradientsAreThoseOfPlainLoops(int batch, int vectors, int dim) {
    RandomGenerator random = new SplittableRandom(vectors);
    int pairs = vectors * (vectors - 1) / 2;
    float[] x = Tensors.normal(batch * dim * vectors, 1, random);
    float[] dy = Tensors.normal(batch * pairs, 1, random);
    float[] y = new float[dy.length];
    float[] dx = new float[x.length];
    PairsKernel kernel = new PairsKernel(vectors, dim);

    kernel.forward(FloatBuffer.wrap(x), FloatBuffer.wrap(y));
    kernel.backward(
        FloatBuffer.wrap(x), FloatBuffer.wrap(y), FloatBuffer.wrap(dy), FloatBuffer.wrap(dx));

    double[] expectedY = new double[y.length];
    double[] expectedDx = new double[x.length];
    int pair = 0;
    for (int b = 0; b < batch; b++) {
      for (int i = 1; i < vectors; i++) {
        for (int j = 0; j < i; j++) {
          for (int k = 0; k < dim; k++) {
            int one = (b * dim + k) * vectors + i;
            int other = (b * dim + k) * vectors + j;
            expectedY[pair] += (double) x[one] * x[other];
            expectedDx[one] += (double) dy[pair] * x[other];
            expectedDx[other] += (double) dy[pair] * x[one];
          }
          pair++;
        }
      }
    }
    Tensors.assertClose("products", y, expectedY, TOLERANCE);
    Tensors.assertClose("gradient", dx, expectedDx, TOLERANCE);
  }
}
