package io.nasrec.supernet.engine;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Sums over native memory in a fixed order; sums of many terms are computed in float64.
 *
 * <p>Values are copied in chunks that stay in the first-level cache; four partial sums let
 * independent additions overlap in the processor.
 */
public final class FloatSums {
  private static final int CHUNK = 2048;

  private FloatSums() {}

  /** {@code Σ a_i b_i} over buffers of the same capacity. */
  public static double dot(FloatBuffer a, FloatBuffer b) {
    float[] left = new float[CHUNK];
    float[] right = new float[CHUNK];
    double sum = 0;
    for (int at = 0; at < a.capacity(); at += CHUNK) {
      int length = Math.min(CHUNK, a.capacity() - at);
      a.get(at, left, 0, length);
      b.get(at, right, 0, length);
      sum += dot(left, right, length);
    }
    return sum;
  }

  /**
   * Adds arrays to another, {@code a_i += Σ b_i}, for the elements {@code from} to {@code to}.
   *
   * @param bs in the order in which they are added
   * @return the sum of the new elements' squares
   */
  public static double add(FloatBuffer a, List<FloatBuffer> bs, int from, int to) {
    float[] sums = new float[CHUNK];
    float[] terms = new float[CHUNK];
    double squares = 0;
    for (int at = from; at < to; at += CHUNK) {
      int length = Math.min(CHUNK, to - at);
      a.get(at, sums, 0, length);
      for (FloatBuffer b : bs) {
        b.get(at, terms, 0, length);
        for (int i = 0; i < length; i++) {
          sums[i] += terms[i];
        }
      }
      if (!bs.isEmpty()) {
        a.put(at, sums, 0, length);
      }
      squares += dot(sums, sums, length);
    }
    return squares;
  }

  /** {@code Σ a_i b_i} over the first {@code length} values. */
  public static double dot(float[] a, float[] b, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      s0 += (double) a[i] * b[i];
      s1 += (double) a[i + 1] * b[i + 1];
      s2 += (double) a[i + 2] * b[i + 2];
      s3 += (double) a[i + 3] * b[i + 3];
    }
    for (; i < length; i++) {
      s0 += (double) a[i] * b[i];
    }
    return s0 + s1 + (s2 + s3);
  }

  /**
   * Sums over products of two arrays.
   *
   * @param sum {@code Σ a_i b_i}
   * @param magnitude {@code Σ |a_i b_i|}
   * @param square {@code Σ b_i²}
   */
  public record Products(double sum, double magnitude, double square) {
    public static final Products NONE = new Products(0, 0, 0);

    /** Adds the sums over the first {@code length} values. */
    public Products plus(float[] a, float[] b, int length) {
      double sum = 0;
      double magnitude = 0;
      double square = 0;
      // The sums are independent of each other, so three additions are in flight at a time.
      for (int i = 0; i < length; i++) {
        double product = (double) a[i] * b[i];
        sum += product;
        magnitude += Math.abs(product);
        square += (double) b[i] * b[i];
      }
      return new Products(this.sum + sum, this.magnitude + magnitude, this.square + square);
    }
  }
}
