package io.nasrec.supernet.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.supernet.Tensors;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttentionKernelTest {
  /** Float32 arithmetic on scores that are small: some ten roundings. */
  private static final double TOLERANCE = 1e-6;

  /** What float32 rounds a score by, relative to it; its exponential changes by as much. */
  private static final double ROUNDING = Math.scalb(1.0, -25);

  @ParameterizedTest
  @CsvSource({
    // batch, rows, heads, width, standard deviation of queries, keys and values
    "1, 1, 8, 2, 1",
    "5, 3, 8, 2, 1",
    "33, 16, 8, 2, 1",
    "70, 5, 8, 1, 1",
    "3, 7, 8, 4, 1",
    "3, 7, 8, 3, 1",
    "2, 64, 8, 2, 0.01",
    "2, 9, 300, 2, 1",
    // Scores of some hundreds, where exponentials of most of them vanish.
    "4, 6, 8, 2, 20",
    "4, 6, 8, 5, 100"
  })
  void outputsAndGradientsAreThoseOfPlainLoops(
      int batch, int rows, int heads, int width, double deviation) {
    RandomGenerator random = new SplittableRandom(batch + 10L * rows);
    int dim = heads * width;
    float[] x = Tensors.normal(batch * rows * 3 * dim, deviation, random);
    float[] dy = Tensors.normal(batch * rows * dim, 1, random);
    float[] y = new float[dy.length];
    float[] dx = new float[x.length];
    AttentionKernel kernel = new AttentionKernel(rows, heads, width);

    kernel.forward(FloatBuffer.wrap(x), FloatBuffer.wrap(y));
    kernel.backward(
        FloatBuffer.wrap(x), FloatBuffer.wrap(y), FloatBuffer.wrap(dy), FloatBuffer.wrap(dx));

    double[] expectedY = new double[y.length];
    double[] expectedDx = new double[x.length];
    double largestScore = 0;
    for (int b = 0; b < batch; b++) {
      for (int h = 0; h < heads; h++) {
        largestScore =
            Math.max(
                largestScore, plainLoops(x, dy, b, h, rows, heads, width, expectedY, expectedDx));
      }
    }
    double tolerance = TOLERANCE + ROUNDING * largestScore;
    Tensors.assertClose("output", y, expectedY, tolerance);
    Tensors.assertClose("gradient", dx, expectedDx, tolerance);
  }

  @Test
  void oneNumberThatIsNoneSpoilsItsHeadAndNoOther() {
    int rows = 4;
    float[] x = Tensors.normal(2 * rows * 3 * 16, 1, new SplittableRandom(1));
    x[0] = Float.NaN;
    float[] y = new float[2 * rows * 16];
    new AttentionKernel(rows, 8, 2).forward(FloatBuffer.wrap(x), FloatBuffer.wrap(y));

    for (int i = 0; i < y.length; i++) {
      // A query is read by its own row only.
      boolean spoilt = i < 2;
      assertThat(Float.isNaN(y[i])).as("output %d", i).isEqualTo(spoilt);
    }
  }

  /**
   * One head of one example: scores, softmax, and the softmax's derivative as a full matrix.
   *
   * @return the largest score
   */
  private static double plainLoops(
      float[] x,
      float[] dy,
      int b,
      int h,
      int rows,
      int heads,
      int width,
      double[] y,
      double[] dx) {
    int dim = heads * width;
    double scale = 1 / Math.sqrt(width);
    double largest = 0;
    for (int i = 0; i < rows; i++) {
      double[] score = new double[rows];
      double max = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < rows; j++) {
        for (int c = 0; c < width; c++) {
          score[j] +=
              scale
                  * x[in(b, i, 0, h, c, rows, dim, width)]
                  * x[in(b, j, 1, h, c, rows, dim, width)];
        }
        max = Math.max(max, score[j]);
        largest = Math.max(largest, Math.abs(score[j]));
      }
      double sum = 0;
      double[] p = new double[rows];
      for (int j = 0; j < rows; j++) {
        p[j] = Math.exp(score[j] - max);
        sum += p[j];
      }
      double[] dp = new double[rows];
      for (int j = 0; j < rows; j++) {
        p[j] /= sum;
        for (int c = 0; c < width; c++) {
          int out = (b * rows + i) * dim + h * width + c;
          int value = in(b, j, 2, h, c, rows, dim, width);
          y[out] += p[j] * x[value];
          dp[j] += dy[out] * x[value];
          dx[value] += p[j] * dy[out];
        }
      }
      for (int j = 0; j < rows; j++) {
        double ds = 0;
        for (int k = 0; k < rows; k++) {
          ds += dp[k] * p[k] * ((j == k ? 1 : 0) - p[j]);
        }
        for (int c = 0; c < width; c++) {
          int query = in(b, i, 0, h, c, rows, dim, width);
          int key = in(b, j, 1, h, c, rows, dim, width);
          dx[query] += scale * ds * x[key];
          dx[key] += scale * ds * x[query];
        }
      }
    }
    return largest;
  }

  private static int in(int b, int row, int part, int h, int c, int rows, int dim, int width) {
    return ((b * rows + row) * 3 + part) * dim + h * width + c;
  }
}
