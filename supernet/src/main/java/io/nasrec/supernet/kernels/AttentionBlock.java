package io.nasrec.supernet.kernels;

import java.util.BitSet;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Attention for some examples, all heads in parallel: {@code o = softmax(q kᵀ) v} with queries that
 * are already scaled, and its derivative.
 *
 * <p>Methods pass arrays to each other, not vectors: wherever the JIT compiler does not inline a
 * call, every vector that is passed becomes an object.
 */
final class AttentionBlock {
  /** Scores up to this size are exponentiated without a shift. */
  private static final float LARGEST_BOUND = 16;

  /** Number of examples that have lanes. */
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
  private final int lanes;

  /** The distance from row to row, one column of lanes after the other. */
  private final int rowSize;

  /** Exponentials of the current query's scores. */
  private final Scores exponentials;

  /** Gradients with respect to the current query's weights. */
  private final Scores gradients;

  /** Squared length, per lane. */
  private final float[] longestKey = new float[Lanes.COUNT];

  /** Squares of upper bounds of the current query's scores. */
  private final float[] bounds = new float[Lanes.COUNT];

  private final float[] mean = new float[Lanes.COUNT];

  /** The softmaxes of a forward pass: {@code p = exp(score − shift) · inverse}. */
  static final class Softmax {
    /** Per row and lane. */
    private final float[] shifts;

    /** The inverse sum of the exponentials, per row and lane. */
    private final float[] inverses;

    /** Whether any of a register's lanes is shifted, by its first lane. */
    private final BitSet shifted = new BitSet();

    private Softmax(int size) {
      shifts = new float[size];
      inverses = new float[size];
    }
  }

  /** A block for as many examples as fill a register, but at least one. */
  AttentionBlock(int rows, int heads, int width) {
    this.rows = rows;
    this.examples = Math.max(1, Lanes.COUNT / heads);
    this.lanes = Lanes.SPECIES.loopBound(examples * heads + Lanes.COUNT - 1);
    this.rowSize = (width + width % 2) * lanes;
    this.queries = new LaneTensor(rows, heads, width, lanes);
    this.keys = new LaneTensor(rows, heads, width, lanes);
    this.values = new LaneTensor(rows, heads, width, lanes);
    this.outputs = new LaneTensor(rows, heads, width, lanes);
    this.outputGradients = new LaneTensor(rows, heads, width, lanes);
    this.queryGradients = new LaneTensor(rows, heads, width, lanes);
    this.keyGradients = new LaneTensor(rows, heads, width, lanes);
    this.valueGradients = new LaneTensor(rows, heads, width, lanes);
    this.exponentials = new Scores(rows);
    this.gradients = new Scores(rows);
  }

  /** Computes the outputs from queries, keys and values. */
  Softmax forward() {
    Softmax softmax = new Softmax(rows * lanes);
    for (int lane = 0; lane < lanes; lane += Lanes.COUNT) {
      findLongestKey(lane);
      for (int i = 0; i < rows; i++) {
        int query = i * rowSize + lane;
        int at = i * lanes + lane;
        exponentials.products(queries.values, query, keys.values, lane, rowSize, lanes);
        if (mayBeLarge(query)) {
          softmax.shifted.set(at);
          exponentials.largest(bounds, LARGEST_BOUND * LARGEST_BOUND, softmax.shifts, at);
          exponentials.shift(softmax.shifts, at);
        }
        exponentials.exponentials(softmax.inverses, at);
        for (int c = 0; c < rowSize; c += 2 * lanes) {
          average(softmax.inverses, at, lane + c, query + c);
        }
      }
    }
    return softmax;
  }

  private void findLongestKey(int lane) {
    FloatVector longest = FloatVector.zero(Lanes.SPECIES);
    for (int j = 0; j < rows; j++) {
      FloatVector sum = FloatVector.zero(Lanes.SPECIES);
      for (int c = j * rowSize + lane; c < (j + 1) * rowSize; c += lanes) {
        FloatVector k = FloatVector.fromArray(Lanes.SPECIES, keys.values, c);
        sum = k.fma(k, sum);
      }
      longest = longest.max(sum);
    }
    longest.intoArray(longestKey, 0);
  }

  /**
   * Whether some lane's scores of a query may be large, judging by {@code |q| max |k|}, which no
   * score exceeds. Its square is written to the bounds.
   */
  private boolean mayBeLarge(int query) {
    FloatVector sum = FloatVector.zero(Lanes.SPECIES);
    for (int c = query; c < query + rowSize; c += lanes) {
      FloatVector q = FloatVector.fromArray(Lanes.SPECIES, queries.values, c);
      sum = q.fma(q, sum);
    }
    FloatVector bound = sum.mul(FloatVector.fromArray(Lanes.SPECIES, longestKey, 0));
    bound.intoArray(bounds, 0);
    return !bound.compare(VectorOperators.LE, LARGEST_BOUND * LARGEST_BOUND).allTrue();
  }

  /** Two columns of an output: {@code o = inverse · Σ_j e_j v_j}. */
  private void average(float[] inverses, int at, int value, int output) {
    FloatVector o0 = FloatVector.zero(Lanes.SPECIES);
    FloatVector o1 = o0;
    for (int j = 0; j < rows; j++) {
      FloatVector e = FloatVector.fromArray(Lanes.SPECIES, exponentials.values, j * Lanes.COUNT);
      int v = value + j * rowSize;
      o0 = e.fma(FloatVector.fromArray(Lanes.SPECIES, values.values, v), o0);
      o1 = e.fma(FloatVector.fromArray(Lanes.SPECIES, values.values, v + lanes), o1);
    }
    FloatVector inverse = FloatVector.fromArray(Lanes.SPECIES, inverses, at);
    o0.mul(inverse).intoArray(outputs.values, output);
    o1.mul(inverse).intoArray(outputs.values, output + lanes);
  }

  /**
   * Computes the gradients of queries, keys and values from the outputs and their gradients, which
   * are overwritten.
   */
  void backward(Softmax softmax) {
    keyGradients.clear();
    valueGradients.clear();
    for (int lane = 0; lane < lanes; lane += Lanes.COUNT) {
      for (int i = 0; i < rows; i++) {
        int query = i * rowSize + lane;
        int at = i * lanes + lane;
        scaleGradient(softmax.inverses, at, query);
        exponentials.products(queries.values, query, keys.values, lane, rowSize, lanes);
        if (softmax.shifted.get(at)) {
          exponentials.shift(softmax.shifts, at);
        }
        exponentials.exponentials(softmax.inverses, at);
        gradients.products(outputGradients.values, query, values.values, lane, rowSize, lanes);
        for (int c = 0; c < rowSize; c += 2 * lanes) {
          addGradients(query + c, lane + c);
        }
      }
    }
  }

  /** {@code g *= inverse} for a row of the outputs' gradients, and {@code mean = Σ_c g_c o_c}. */
  private void scaleGradient(float[] inverses, int at, int output) {
    FloatVector inverse = FloatVector.fromArray(Lanes.SPECIES, inverses, at);
    FloatVector sum = FloatVector.zero(Lanes.SPECIES);
    for (int c = output; c < output + rowSize; c += lanes) {
      FloatVector g = FloatVector.fromArray(Lanes.SPECIES, outputGradients.values, c).mul(inverse);
      g.intoArray(outputGradients.values, c);
      sum = g.fma(FloatVector.fromArray(Lanes.SPECIES, outputs.values, c), sum);
    }
    sum.intoArray(mean, 0);
  }

  /**
   * Two columns of all gradients: with the score's gradient {@code s_j = e_j (g v_j − mean)}, those
   * of the query, {@code Σ_j s_j k_j}, of the keys, {@code s_j q}, and of the values, {@code e_j
   * g}.
   *
   * @param query index of the query's lanes, and its output's
   * @param key index of the same lanes of key 0, and its value's
   */
  private void addGradients(int query, int key) {
    float[] k = keys.values;
    float[] dk = keyGradients.values;
    float[] dv = valueGradients.values;
    FloatVector q0 = FloatVector.fromArray(Lanes.SPECIES, queries.values, query);
    FloatVector q1 = FloatVector.fromArray(Lanes.SPECIES, queries.values, query + lanes);
    FloatVector g0 = FloatVector.fromArray(Lanes.SPECIES, outputGradients.values, query);
    FloatVector g1 = FloatVector.fromArray(Lanes.SPECIES, outputGradients.values, query + lanes);
    FloatVector minus = FloatVector.fromArray(Lanes.SPECIES, mean, 0);
    FloatVector dq0 = FloatVector.zero(Lanes.SPECIES);
    FloatVector dq1 = dq0;
    for (int j = 0; j < rows; j++) {
      int at = key + j * rowSize;
      FloatVector e = FloatVector.fromArray(Lanes.SPECIES, exponentials.values, j * Lanes.COUNT);
      FloatVector s =
          e.mul(FloatVector.fromArray(Lanes.SPECIES, gradients.values, j * Lanes.COUNT).sub(minus));
      dq0 = s.fma(FloatVector.fromArray(Lanes.SPECIES, k, at), dq0);
      dq1 = s.fma(FloatVector.fromArray(Lanes.SPECIES, k, at + lanes), dq1);
      s.fma(q0, FloatVector.fromArray(Lanes.SPECIES, dk, at)).intoArray(dk, at);
      s.fma(q1, FloatVector.fromArray(Lanes.SPECIES, dk, at + lanes)).intoArray(dk, at + lanes);
      e.fma(g0, FloatVector.fromArray(Lanes.SPECIES, dv, at)).intoArray(dv, at);
      e.fma(g1, FloatVector.fromArray(Lanes.SPECIES, dv, at + lanes)).intoArray(dv, at + lanes);
    }
    dq0.intoArray(queryGradients.values, query);
    dq1.intoArray(queryGradients.values, query + lanes);
  }
}
