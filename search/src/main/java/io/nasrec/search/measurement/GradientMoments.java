package io.nasrec.search.measurement;

import io.nasrec.supernet.engine.FloatSums;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Mean magnitude and standard deviation over batches of each coordinate of one module's gradient,
 * in one pass.
 *
 * <p>Deviations are taken from the first batch's gradient. Because the shift is one of the samples,
 * the variance {@code S₂/k − (S₁/k)²} loses at most a factor of about k to cancellation, however
 * large the mean; plain running sums of g and g² could lose all digits.
 *
 * <p>Sums are kept in pieces that fit the first-level cache, and each loop is short and uses one
 * index for all arrays, which the JIT compiler vectorises. A thread reuses the pieces that it has
 * {@linkplain #release released}, because allocating and clearing them for every subnet would take
 * as long as the sums.
 */
final class GradientMoments {
  private static final int PIECE = 1024;
  private static final ThreadLocal<Deque<Piece>> RELEASED =
      ThreadLocal.withInitial(ArrayDeque::new);

  private final int size;
  private final float[] values = new float[PIECE];
  private final float[] thetas = new float[PIECE];
  private List<Piece> pieces = new ArrayList<>();
  private int batches;

  GradientMoments(int size) {
    this.size = size;
    for (int from = 0; from < size; from += PIECE) {
      Piece released = RELEASED.get().poll();
      pieces.add(released == null ? new Piece() : released);
    }
  }

  /** Releases the memory to the thread's next moments; this object must not be used afterwards. */
  void release() {
    RELEASED.get().addAll(pieces);
    pieces = null;
  }

  /**
   * Adds one batch's gradient.
   *
   * @return sums of its products with θ, computed here because reading takes longer than the
   *     arithmetic
   */
  FloatSums.Products add(FloatBuffer theta, FloatBuffer gradient) {
    FloatSums.Products products = FloatSums.Products.NONE;
    int from = 0;
    for (Piece piece : pieces) {
      int length = Math.min(PIECE, size - from);
      gradient.get(from, values, 0, length);
      if (batches == 0) {
        piece.begin(values);
      }
      addMagnitudes(values, length, piece.magnitudes);
      addDeviations(values, piece.first, length, piece.deviations);
      addSquares(values, piece.first, length, piece.squares);
      theta.get(from, thetas, 0, length);
      products = products.plus(thetas, values, length);
      from += length;
    }
    batches++;
    return products;
  }

  /**
   * {@code Σ μ/σ} over the coordinates with σ > 0: μ the mean of |g|, σ the population standard
   * deviation of g ([Z] definition 1). Exactly 0 if no coordinate has σ > 0.
   */
  double inverseRelativeDeviations() {
    double sum = 0;
    int from = 0;
    for (Piece piece : pieces) {
      int length = Math.min(PIECE, size - from);
      divide(piece, 1f / batches, length, values);
      sum += sumOfFinite(values, length);
      from += length;
    }
    return sum;
  }

  private static final class Piece {
    private final float[] first = new float[PIECE];
    private final float[] magnitudes = new float[PIECE];
    private final float[] deviations = new float[PIECE];
    private final float[] squares = new float[PIECE];

    private void begin(float[] values) {
      System.arraycopy(values, 0, first, 0, PIECE);
      Arrays.fill(magnitudes, 0);
      Arrays.fill(deviations, 0);
      Arrays.fill(squares, 0);
    }
  }

  private static void addMagnitudes(float[] values, int length, float[] sums) {
    for (int i = 0; i < length; i++) {
      sums[i] += Math.abs(values[i]);
    }
  }

  private static void addDeviations(float[] values, float[] first, int length, float[] sums) {
    for (int i = 0; i < length; i++) {
      sums[i] += values[i] - first[i];
    }
  }

  private static void addSquares(float[] values, float[] first, int length, float[] sums) {
    for (int i = 0; i < length; i++) {
      float deviation = values[i] - first[i];
      sums[i] += deviation * deviation;
    }
  }

  /** μ/σ; infinite or NaN if the variance is not positive. */
  private static void divide(Piece piece, float scale, int length, float[] ratios) {
    float[] magnitudes = piece.magnitudes;
    float[] deviations = piece.deviations;
    float[] squares = piece.squares;
    for (int i = 0; i < length; i++) {
      float mean = deviations[i] * scale;
      float variance = squares[i] * scale - mean * mean;
      ratios[i] = magnitudes[i] * scale / (float) Math.sqrt(variance);
    }
  }

  private static double sumOfFinite(float[] values, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      if (values[i] < Float.POSITIVE_INFINITY) {
        sum += values[i];
      }
    }
    return sum;
  }
}
