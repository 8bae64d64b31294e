package io.nasrec.supernet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.nasrec.space.Architecture;
import io.nasrec.space.Block;
import io.nasrec.space.DenseOperator;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.SparseOperator;
import io.nasrec.space.network.Attention;
import io.nasrec.space.network.BlockNetwork;
import io.nasrec.space.network.CompressedInteraction;
import io.nasrec.space.network.Cross;
import io.nasrec.space.network.DotProduct;
import io.nasrec.space.network.EmbeddedFullyConnected;
import io.nasrec.space.network.FlatFullyConnected;
import io.nasrec.space.network.FullyConnected;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.space.network.Operator;
import io.nasrec.space.network.SigmoidGating;
import io.nasrec.space.network.Sum;
import io.nasrec.supernet.engine.EngineScope;
import io.nasrec.supernet.engine.TorchEngine;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every operator on one example that fits on a slip of paper. */
class HandComputedOperatorsTest {
  private EngineScope scope;
  private final Map<String, NDArray> weights = new HashMap<>();

  @BeforeEach
  void open() {
    scope = new TorchEngine(1).inference();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void fullyConnected() {
    weight("fc.linear.weight", new float[][] {{1, -1}, {0.5f, 0.25f}});
    weight("fc.linear.bias", 0, 3);
    var fc = (FullyConnected) dense(DenseOperator.FC, 2, input(2, 1, 2), false);
    // W x + b = (1 - 2, 0.5 + 0.5 + 3)
    assertValues(operators().fullyConnected(fc, vector(1, 2)), 0, 4);
  }

  /** W x = (-1, 3) has mean 1 and variance 4. */
  @Test
  void normalisedFullyConnected() {
    weight("fc.linear.weight", new float[][] {{1, -1}, {1, 1}});
    weight("fc.linear.norm.gain", 2, 3);
    weight("fc.linear.norm.bias", 5, -1);
    var fc = (FullyConnected) dense(DenseOperator.FC, 2, input(2, 1, 2), true);
    assertValues(operators().fullyConnected(fc, vector(1, 2)), 5 - 2, 3 - 1);
  }

  /** q = round(sqrt(4)) = 2 rows and the dense vector need no projection; 3 products to 2 units. */
  @Test
  void dotProduct() {
    weight("dot-product.output.weight", new float[][] {{1, 0, 0}, {0, 1, 1}});
    weight("dot-product.output.bias", 0, 0);
    var dot = (DotProduct) dense(DenseOperator.DOT_PRODUCT, 2, input(2, 2, 2), false);
    // (3,4)·(1,2) = 11, (5,6)·(1,2) = 17, (5,6)·(3,4) = 39
    NDArray out = operators().dotProduct(dot, vector(1, 2), rows(new float[][] {{3, 4}, {5, 6}}));
    assertValues(out, 11, 17 + 39);
  }

  /** The left operand is padded to (0, 0); the gate is sigmoid(0, ln 3) = (1/2, 3/4). */
  @Test
  void sigmoidGating() {
    weight("sigmoid-gating.gate.weight", new float[][] {{1, 0}, {0, 1}});
    weight("sigmoid-gating.gate.bias", 0, (float) Math.log(3));
    var gating = (SigmoidGating) dense(DenseOperator.SIGMOID_GATING, 2, input(2, 1, 2), false);
    assertValues(operators().gated(gating, vector(0), vector(1, 2)), 0.5, 1.5);
  }

  @Test
  void sum() {
    weight("sum.output.weight", new float[][] {{1, 1}, {1, 0}, {0, -1}});
    weight("sum.output.bias", 0, 0, 10);
    var sum = (Sum) dense(DenseOperator.SUM, 3, input(2, 1, 2), false);
    // (1,2) + (3,0) = (4,2)
    assertValues(operators().sum(sum, vector(1, 2), vector(3)), 6, 4, 8);
  }

  /** x0 = (3, 4, 1, 2): one row of two, then the features. W x + b = (4, 3, 0, 1). */
  @Test
  void cross() {
    weight(
        "cross.linear.weight",
        new float[][] {{0, 1, 0, 0}, {1, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}});
    weight("cross.linear.bias", 0, 0, 0, 1);
    var cross = (Cross) dense(DenseOperator.CROSS, 2, input(2, 1, 2), false);
    NDArray flat = operators().flatInput(vector(1, 2), rows(new float[][] {{3, 4}}));
    assertValues(operators().cross(cross, flat, flat), 3 * 4 + 3, 4 * 3 + 4, 1, 2 * 1 + 2);
  }

  /** x0 = (2, 3); V x0 = 2 + 3 = 5; U 5 + b = (5, 11). */
  @Test
  void lowRankCross() {
    weight("low-rank-cross.down.weight", new float[][] {{1, 1}});
    weight("low-rank-cross.up.weight", new float[][] {{1}, {2}});
    weight("low-rank-cross.up.bias", 0, 1);
    var cross = (Cross) dense(DenseOperator.LOW_RANK_CROSS, 1, input(1, 1, 1), false);
    NDArray flat = operators().flatInput(vector(3), rows(new float[][] {{2}}));
    assertValues(operators().cross(cross, flat, flat), 2 * 5 + 2, 3 * 11 + 3);
  }

  /** The features first, then row after row. */
  @Test
  void flatFullyConnected() {
    weight("flat-fc.linear.weight", new float[][] {{1, 10, 100, 1000, 10000}, {0, 0, 0, 0, -1}});
    weight("flat-fc.linear.bias", 0, 0);
    var fc = (FlatFullyConnected) dense(DenseOperator.FLAT_FC, 2, input(1, 2, 2), false);
    NDArray out = operators().flat(fc, vector(1), rows(new float[][] {{2, 3}, {4, 5}}));
    assertValues(out, 54321, 0);
  }

  /**
   * Two rows, (1, 2) and (3, 5). Sum 0 is the square of the first and twice the product of first
   * and second, sum 1 minus the square of the second.
   */
  @Test
  void compressedInteraction() {
    // W_hij at row h F + j, column i.
    weight("cin.linear.weight", new float[][] {{1, 0}, {2, 0}, {0, 0}, {0, -1}});
    var cin = (CompressedInteraction) sparse(SparseOperator.CIN, 2, input(1, 2, 2), false);
    NDArray raw = rows(new float[][] {{1, 2}, {3, 5}});
    NDArray out = operators().interaction(cin, raw, raw);
    assertValues(out.transpose(0, 2, 1), 1 + 2 * 3, 4 + 2 * 10, -9, -25);
  }

  /** The map runs over the rows: each column of S is one input vector. */
  @Test
  void embeddedFullyConnected() {
    weight("embedded-fc.linear.weight", new float[][] {{1, -1}, {-1, 1}});
    weight("embedded-fc.linear.bias", 0, 1);
    var fc = (EmbeddedFullyConnected) sparse(SparseOperator.EMBEDDED_FC, 2, input(1, 2, 2), false);
    NDArray out = operators().embedded(fc, rows(new float[][] {{1, 2}, {3, 5}}));
    // Row 1: (1 - 3, 2 - 5) is off; row 2: (3 - 1 + 1, 5 - 2 + 1).
    assertValues(out.transpose(0, 2, 1), 0, 0, 3, 4);
  }

  /**
   * Eight heads of one column. Row 1 is 0. Row 2 is (sqrt(ln 3), sqrt(ln 7), 0, …): with queries,
   * keys and values equal to the rows, it attends to itself with exp(ln 3) : exp(0) = 3/4 in the
   * first head and 7/8 in the second, so that P + MHA(P) = (1.75 · 1.048147, 1.875 · 1.394959, 0,
   * …) with mean 0.556226 and variance 0.966312. The feed-forward layer adds 0.
   */
  @Test
  void attention() {
    float[][] identity = new float[8][8];
    float[][] three = new float[24][8];
    float[][] zero = new float[8][8];
    for (int i = 0; i < 24; i++) {
      identity[i % 8][i % 8] = 1;
      three[i][i % 8] = 1;
    }
    weight("attention.rows.weight", new float[][] {{1, 0}, {0, 1}});
    weight("attention.rows.bias", 0, 0);
    weight("attention.input.weight", three);
    for (String part : List.of("query", "key", "value")) {
      weight("attention." + part + ".bias", new float[8]);
    }
    for (String layer : List.of("output", "hidden", "feed-forward")) {
      weight("attention." + layer + ".weight", layer.equals("output") ? identity : zero);
      weight("attention." + layer + ".bias", new float[8]);
    }
    for (String norm : List.of("output", "feed-forward")) {
      weight("attention." + norm + ".norm.gain", 1, 1, 1, 1, 1, 1, 1, 1);
      weight("attention." + norm + ".norm.bias", new float[8]);
    }
    var attention = (Attention) sparse(SparseOperator.ATTENTION, 2, input(1, 2, 8), false);
    float[] second = new float[8];
    second[0] = (float) Math.sqrt(Math.log(3));
    second[1] = (float) Math.sqrt(Math.log(7));
    NDArray out = operators().attention(attention, rows(new float[][] {new float[8], second}));
    double rest = -0.565836;
    assertValues(
        out.transpose(0, 2, 1).get("0, 1"), 1.300112, 2.094901, rest, rest, rest, rest, rest, rest);
  }

  /** A dense output of width 8 E needs no projection: row after row. */
  @Test
  void merger() {
    BlockNetwork block = block(DenseOperator.FC, SparseOperator.EMBEDDED_FC, 16, input(1, 1, 2));
    NDArray dense = scope.manager().arange(16f).reshape(1, 16);
    NDArray rows = operators().merged(block.merger().orElseThrow(), dense);
    assertThat(rows.getShape()).isEqualTo(new Shape(1, 2, 8));
    assertThat(rows.get("0, :, 3").toFloatArray()).containsExactly(6, 7);
  }

  /** (1 + 3)² - (1 + 9) = 6 and (2 + 4)² - (4 + 16) = 16: twice the product of each column. */
  @Test
  void factorizationMachine() {
    BlockNetwork block = block(DenseOperator.FC, SparseOperator.EMBEDDED_FC, 2, input(1, 1, 2));
    NDArray rows = rows(new float[][] {{1, 2}, {3, 4}});
    assertValues(operators().factorizationMachine(block.fm().orElseThrow(), rows), 6, 16);
  }

  private static InputShape input(int features, int fields, int dim) {
    return new InputShape(features, fields, dim);
  }

  private static Operator.Dense dense(
      DenseOperator operator, int width, InputShape input, boolean layerNorm) {
    return network(operator, SparseOperator.EMBEDDED_FC, width, 1, input, layerNorm).dense().get(0);
  }

  private static Operator.Sparse sparse(
      SparseOperator operator, int rows, InputShape input, boolean layerNorm) {
    return network(DenseOperator.FC, operator, 2, rows, input, layerNorm).sparse().get(0);
  }

  private static BlockNetwork block(
      DenseOperator dense, SparseOperator sparse, int width, InputShape input) {
    return network(dense, sparse, width, 2, input, false);
  }

  private static BlockNetwork network(
      DenseOperator dense,
      SparseOperator sparse,
      int width,
      int rows,
      InputShape input,
      boolean layerNorm) {
    SearchSpace space = SearchSpace.plus(1).withWidths(List.of(width), List.of(rows));
    List<Integer> raw = Collections.singletonList(0);
    Block block = new Block(dense, sparse, width, rows, true, true, raw, raw, 0, 0);
    return new NetworkBuilder(space, input, layerNorm)
        .live(new Architecture(space, List.of(block)))
        .lastBlock();
  }

  private Operators operators() {
    return new Operators(new BoundLayers(weights, LayerFunctions.PLAIN));
  }

  private void weight(String layer, float[][] values) {
    weights.put("blocks.1." + layer, scope.manager().create(values));
  }

  private void weight(String layer, float... values) {
    weights.put("blocks.1." + layer, scope.manager().create(values));
  }

  private NDArray vector(float... values) {
    return scope.manager().create(values, new Shape(1, values.length));
  }

  /** One example in the layout {@code (batch, E, rows)}. */
  private NDArray rows(float[][] rows) {
    return scope.manager().create(rows).transpose().expandDims(0);
  }

  /** Normalisation adds 1e-5 to variances of the order of 1. */
  private static void assertValues(NDArray actual, double... expected) {
    float[] values = actual.flatten().toFloatArray();
    assertThat(values).hasSize(expected.length);
    for (int i = 0; i < values.length; i++) {
      assertThat((double) values[i]).isCloseTo(expected[i], within(2e-5));
    }
  }
}
