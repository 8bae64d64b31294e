package io.nasrec.supernet.network;

import java.util.Arrays;

/**
 * The attention of some examples, all heads side by side: {@code o = softmax(q kᵀ) v} with queries
 * that are scaled already, and its derivative.
 */
final class AttentionBlock {
  /** Scores within their bound lie at most 60 below it, where {@link Lanes#exp} is exact enough. */
  private static final double LARGEST_BOUND = 30;

  /** The exponential of anything below is 0 in float32, but that of -700 does not underflow. */
  private static final double LEAST_EXPONENT = -700;

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
  private final double[] zero;
  private final double[] scores;
  private final double[] scratch;

  /** The softmaxes of a forward pass: {@code p = exp(score − shift) · inverse}. */
  static final class Softmax {
    /** Per row and lane. */
    private final double[][] shifts;

    /** One over the sum of the exponentials, per row and lane. */
    private final double[][] inverses;

    /** Per row: whether a score may lie so far below the shift that its exponential is 0. */
    private final boolean[] far;

    private Softmax(int rows, int lanes) {
      far = new boolean[rows];
      shifts = new double[rows][lanes];
      inverses = new double[rows][lanes];
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
    this.zero = new double[examples * heads];
    this.scores = new double[examples * heads];
    this.scratch = new double[examples * heads];
  }

  /** The last block again if it has the size, or a new one. */
  static AttentionBlock of(AttentionBlock last, int rows, int heads, int width, int examples) {
    return last != null && last.examples == examples
        ? last
        : new AttentionBlock(rows, heads, width, examples);
  }

  /** Computes the outputs from queries, keys and values. */
  Softmax forward() {
    double[] longestKey = longestKey();
    Softmax softmax = new Softmax(rows, zero.length);
    outputs.clear();
    for (int i = 0; i < rows; i++) {
      double[] sum = softmax.inverses[i];
      softmax.far[i] = shift(queries.row(i), longestKey, softmax.shifts[i]);
      for (int j = 0; j < rows; j++) {
        exponentials(i, j, softmax);
        Lanes.add(scores, sum);
        addScaled(scores, values.row(j), outputs.row(i));
      }
      Lanes.invert(sum);
      for (double[] column : outputs.row(i)) {
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
    double[] mean = new double[zero.length];
    for (int i = 0; i < rows; i++) {
      double[][] gradient = outputGradients.row(i);
      for (double[] column : gradient) {
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
    if (softmax.far[i]) {
      Lanes.atLeast(LEAST_EXPONENT, scores);
    }
    Lanes.exp(scores);
  }

  /** Squared length of the longest key. */
  private double[] longestKey() {
    double[] longest = new double[zero.length];
    for (int j = 0; j < rows; j++) {
      products(keys.row(j), keys.row(j), zero, scratch);
      Lanes.max(scratch, longest);
    }
    return longest;
  }

  /**
   * What is subtracted from a row's scores before they are exponentiated: {@code |q| max |k|},
   * which no score exceeds, or their maximum if that is so large that all exponentials might
   * vanish.
   *
   * @return whether scores may lie further below than {@link Lanes#exp} reaches
   */
  private boolean shift(double[][] query, double[] longestKey, double[] shift) {
    products(query, query, zero, shift);
    Lanes.multiply(longestKey, shift);
    if (Arrays.stream(shift).max().orElse(0) <= LARGEST_BOUND * LARGEST_BOUND) {
      Lanes.squareRoot(shift);
      return false;
    }
    Arrays.fill(shift, Double.NEGATIVE_INFINITY);
    for (int j = 0; j < rows; j++) {
      products(query, keys.row(j), zero, scratch);
      Lanes.max(scratch, shift);
    }
    return true;
  }

  /** {@code Σ_c a_c b_c − minus}, columns two at a time. */
  private static void products(double[][] a, double[][] b, double[] minus, double[] result) {
    Lanes.products(a[0], b[0], a[1], b[1], minus, result);
    for (int c = 2; c < a.length; c += 2) {
      Lanes.addProducts(a[c], b[c], a[c + 1], b[c + 1], result);
    }
  }

  /** {@code x_c += p a_c}, columns two at a time. */
  private static void addScaled(double[] p, double[][] a, double[][] x) {
    for (int c = 0; c < a.length; c += 2) {
      Lanes.addScaled(p, a[c], x[c], a[c + 1], x[c + 1]);
    }
  }
}
