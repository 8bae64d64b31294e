package io.nasrec.supernet.network;

import java.util.Arrays;

/**
 * The attention of some examples, all heads side by side: {@code o = softmax(q kᵀ) v} with queries
 * that are scaled already, and its derivative.
 */
final class AttentionBlock {
  /** Scores up to here are exponentiated as they are. */
  private static final float LARGEST_BOUND = 16;

  /** Scores further below the largest count as this one, whose exponential is 1e-14. */
  private static final float LEAST_EXPONENT = -32;

  /** Number of examples. */
  final int examples;

  final LaneTensor queries;
  final LaneTensor keys;
  final LaneTensor values;
  final LaneTensor outputs;
  final LaneTensor outputGradients;
  final LaneTensor queryGradients;
  final LaneTensor keyGradients;
  final LaneTensor valueGradients;

  private final int rows;
  private final float[] zero;
  private final float[] scores;
  private final float[] scratch;

  /** The softmaxes of a forward pass: {@code p = exp(score − shift) · inverse}. */
  static final class Softmax {
    /** Per row and lane; the same zeros for all rows whose scores are small. */
    private final float[][] shifts;

    /** One over the sum of the exponentials, per row and lane. */
    private final float[][] inverses;

    private Softmax(int rows, int lanes) {
      shifts = new float[rows][];
      inverses = new float[rows][lanes];
    }
  }

  private AttentionBlock(int rows, int heads, int width, int examples) {
    this.rows = rows;
    this.examples = examples;
    this.queries = new LaneTensor(rows, heads, width, examples);
    this.keys = new LaneTensor(rows, heads, width, examples);
    this.values = new LaneTensor(rows, heads, width, examples);
    this.outputs = new LaneTensor(rows, heads, width, examples);
    this.outputGradients = new LaneTensor(rows, heads, width, examples);
    this.queryGradients = new LaneTensor(rows, heads, width, examples);
    this.keyGradients = new LaneTensor(rows, heads, width, examples);
    this.valueGradients = new LaneTensor(rows, heads, width, examples);
    this.zero = new float[examples * heads];
    this.scores = new float[examples * heads];
    this.scratch = new float[examples * heads];
  }

  /** The last block again if it has the size, or a new one. */
  static AttentionBlock of(AttentionBlock last, int rows, int heads, int width, int examples) {
    return last != null && last.examples == examples
        ? last
        : new AttentionBlock(rows, heads, width, examples);
  }

  /** Computes the outputs from queries, keys and values. */
  Softmax forward() {
    float[] longestKey = longestKey();
    Softmax softmax = new Softmax(rows, zero.length);
    outputs.clear();
    for (int i = 0; i < rows; i++) {
      float[] sum = softmax.inverses[i];
      softmax.shifts[i] = shift(queries.row(i), longestKey);
      for (int j = 0; j < rows; j++) {
        exponentials(i, j, softmax);
        Lanes.add(scores, sum);
        addScaled(scores, values.row(j), outputs.row(i));
      }
      Lanes.invert(sum);
      for (float[] column : outputs.row(i)) {
        Lanes.multiply(sum, column);
      }
    }
    return softmax;
  }

  /**
   * Computes the gradients of queries, keys and values from the outputs and their gradients, which
   * are overwritten.
   */
  void backward(Softmax softmax) {
    queryGradients.clear();
    keyGradients.clear();
    valueGradients.clear();
    float[] mean = new float[zero.length];
    for (int i = 0; i < rows; i++) {
      float[][] gradient = outputGradients.row(i);
      for (float[] column : gradient) {
        Lanes.multiply(softmax.inverses[i], column);
      }
      products(gradient, outputs.row(i), zero, mean);
      for (int j = 0; j < rows; j++) {
        exponentials(i, j, softmax);
        products(gradient, values.row(j), mean, scratch);
        Lanes.multiply(scores, scratch);
        addScaled(scratch, keys.row(j), queryGradients.row(i));
        addScaled(scratch, queries.row(i), keyGradients.row(j));
        addScaled(scores, gradient, valueGradients.row(j));
      }
    }
  }

  /** {@code exp(q_i k_j − shift)} of all lanes, into {@link #scores}. */
  private void exponentials(int i, int j, Softmax softmax) {
    products(queries.row(i), keys.row(j), softmax.shifts[i], scores);
    if (softmax.shifts[i] != zero) {
      Lanes.atLeast(LEAST_EXPONENT, scores);
    }
    Lanes.exp(scores);
  }

  /** Squared length of the longest key. */
  private float[] longestKey() {
    float[] longest = new float[zero.length];
    for (int j = 0; j < rows; j++) {
      products(keys.row(j), keys.row(j), zero, scratch);
      Lanes.max(scratch, longest);
    }
    return longest;
  }

  /**
   * What is subtracted from a row's scores before they are exponentiated: nothing where {@code |q|
   * max |k|}, which no score exceeds, is small, or else their maximum. A lane's shift does not
   * depend on the others.
   */
  private float[] shift(float[][] query, float[] longestKey) {
    float[] bound = new float[zero.length];
    products(query, query, zero, bound);
    Lanes.multiply(longestKey, bound);
    if (largest(bound) <= LARGEST_BOUND * LARGEST_BOUND) {
      return zero;
    }
    float[] shift = new float[zero.length];
    Arrays.fill(shift, Float.NEGATIVE_INFINITY);
    for (int j = 0; j < rows; j++) {
      products(query, keys.row(j), zero, scratch);
      Lanes.max(scratch, shift);
    }
    for (int lane = 0; lane < shift.length; lane++) {
      if (bound[lane] <= LARGEST_BOUND * LARGEST_BOUND) {
        shift[lane] = 0;
      }
    }
    return shift;
  }

  /** NaN if any is. */
  private static float largest(float[] x) {
    float largest = x[0];
    for (float value : x) {
      largest = Math.max(largest, value);
    }
    return largest;
  }

  /** {@code Σ_c a_c b_c − minus}, columns two at a time. */
  private static void products(float[][] a, float[][] b, float[] minus, float[] result) {
    Lanes.products(a[0], b[0], a[1], b[1], minus, result);
    for (int c = 2; c < a.length; c += 2) {
      Lanes.addProducts(a[c], b[c], a[c + 1], b[c + 1], result);
    }
  }

  /** {@code x_c += p a_c}, columns two at a time. */
  private static void addScaled(float[] p, float[][] a, float[][] x) {
    for (int c = 0; c < a.length; c += 2) {
      Lanes.addScaled(p, a[c], x[c], a[c + 1], x[c + 1]);
    }
  }
}
