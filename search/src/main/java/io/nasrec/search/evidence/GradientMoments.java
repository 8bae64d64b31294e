package io.nasrec.search.evidence;

import java.nio.FloatBuffer;

/**
 * Mean magnitude and standard deviation over batches of each coordinate of one module's gradient,
 * in one pass.
 *
 * <p>Deviations are taken from the first batch's gradient. That shift is one of the samples, so
 * that the variance {@code S₂/k − (S₁/k)²} loses at most a factor of about k to cancellation,
 * however large the mean; plain running sums of g and g² would lose all digits.
 */
final class GradientMoments {
  private static final int CHUNK = 4096;

  private final float[] first;
  private final float[] magnitudes;
  private final float[] deviations;
  private final float[] squares;
  private final float[] chunk = new float[CHUNK];
  private int batches;

  GradientMoments(int size) {
    first = new float[size];
    magnitudes = new float[size];
    deviations = new float[size];
    squares = new float[size];
  }

  /** Adds one batch's gradient. */
  void add(FloatBuffer gradient) {
    if (batches++ == 0) {
      gradient.get(0, first);
      for (int i = 0; i < first.length; i++) {
        magnitudes[i] = Math.abs(first[i]);
      }
      return;
    }
    for (int from = 0; from < first.length; from += CHUNK) {
      int length = Math.min(CHUNK, first.length - from);
      gradient.get(from, chunk, 0, length);
      for (int i = 0; i < length; i++) {
        float deviation = chunk[i] - first[from + i];
        magnitudes[from + i] += Math.abs(chunk[i]);
        deviations[from + i] += deviation;
        squares[from + i] += deviation * deviation;
      }
    }
  }

  /**
   * {@code Σ μ/σ} over the coordinates with σ > 0: μ the mean of |g|, σ the population standard
   * deviation of g ([Z] definition 1). 0 exactly if no coordinate has σ > 0.
   */
  double inverseRelativeDeviations() {
    float scale = 1f / batches;
    double sum = 0;
    for (int from = 0; from < first.length; from += CHUNK) {
      int length = Math.min(CHUNK, first.length - from);
      for (int i = 0; i < length; i++) {
        float mean = deviations[from + i] * scale;
        float variance = squares[from + i] * scale - mean * mean;
        chunk[i] = variance > 0 ? magnitudes[from + i] * scale / (float) Math.sqrt(variance) : 0f;
      }
      sum += sum(chunk, length);
    }
    return sum;
  }

  private static double sum(float[] values, int length) {
    double even = 0;
    double odd = 0;
    for (int i = 0; i + 1 < length; i += 2) {
      even += values[i];
      odd += values[i + 1];
    }
    return even + odd + (length % 2 == 1 ? values[length - 1] : 0);
  }
}
