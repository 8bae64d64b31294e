package io.nasrec.supernet.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.supernet.Tensors;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormKernelTest {
  private static final float EPSILON = 1e-5f;

  /** Relative to the largest value: some ten roundings. */
  private static final double TOLERANCE = 1e-6;

  /** Of the parameters' gradients, which are sums over all rows. */
  private static final double SUM_TOLERANCE = 1e-5;

  @ParameterizedTest
  @CsvSource({
    // rows, width, ReLU
    "1, 1, false",
    "3, 5, true",
    "300, 16, false",
    "5000, 16, true",
    "2000, 8, false",
    "100, 45, true",
    "100, 82, false",
    "7, 1024, true",
    "2, 3000, true"
  })
  void outputsAndGradientsAreThoseOfPlainLoops(int rows, int width, boolean relu) {
    RandomGenerator random = new SplittableRandom(width);
    float[] x = Tensors.normal(rows * width, 3, 2, random);
    float[] dy = Tensors.normal(rows * width, 0, 1, random);
    float[] gains = Tensors.normal(width, 1, 0.5, random);
    float[] shifts = Tensors.normal(width, 0, 0.5, random);
    float[] y = new float[x.length];
    float[] dx = new float[x.length];
    NormKernel kernel = new NormKernel(gains, shifts, EPSILON, relu);

    kernel.forward(FloatBuffer.wrap(x), FloatBuffer.wrap(y));
    kernel.backward(FloatBuffer.wrap(x), FloatBuffer.wrap(dy), FloatBuffer.wrap(dx));

    double[] expectedY = new double[y.length];
    double[] expectedDx = new double[x.length];
    double[] expectedGains = new double[width];
    double[] expectedShifts = new double[width];
    for (int row = 0; row < rows; row++) {
      double mean = 0;
      for (int c = 0; c < width; c++) {
        mean += x[row * width + c] / (double) width;
      }
      double variance = 0;
      for (int c = 0; c < width; c++) {
        variance += Math.pow(x[row * width + c] - mean, 2) / width;
      }
      double deviation = Math.sqrt(variance + EPSILON);
      double[] normalised = new double[width];
      double[] g = new double[width];
      for (int c = 0; c < width; c++) {
        normalised[c] = (x[row * width + c] - mean) / deviation;
        double out = normalised[c] * gains[c] + shifts[c];
        expectedY[row * width + c] = relu ? Math.max(0, out) : out;
        double d = relu && out <= 0 ? 0 : dy[row * width + c];
        expectedGains[c] += d * normalised[c];
        expectedShifts[c] += d;
        g[c] = d * gains[c];
      }
      for (int c = 0; c < width; c++) {
        // Through the value itself, the mean, and the deviation.
        double sum = g[c];
        for (int k = 0; k < width; k++) {
          sum -= g[k] * (1 + normalised[c] * normalised[k]) / width;
        }
        expectedDx[row * width + c] = sum / deviation;
      }
    }
    Tensors.assertClose("output", y, expectedY, TOLERANCE);
    Tensors.assertClose("gradient", dx, expectedDx, TOLERANCE);
    // In the memory of the gradient that came in.
    kernel.backward(FloatBuffer.wrap(x), FloatBuffer.wrap(dy), FloatBuffer.wrap(dy));
    assertThat(dy).isEqualTo(dx);
    Tensors.assertClose("gain", kernel.gainGradients(), expectedGains, SUM_TOLERANCE);
    Tensors.assertClose("shift", kernel.shiftGradients(), expectedShifts, SUM_TOLERANCE);
  }
}
