package io.nasrec.supernet.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.Block;
import io.nasrec.space.DenseOperator;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.SparseOperator;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Network;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.Differentiated;
import io.nasrec.supernet.Examples;
import io.nasrec.supernet.PlainNetwork;
import io.nasrec.supernet.Tensors;
import io.nasrec.supernet.weights.Parameter;
import io.nasrec.supernet.weights.Parameters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every operator's forward pass against {@link PlainNetwork}, and partial derivatives by weights
 * and inputs against central differences of it.
 *
 * <p>The differences are taken in float64: with a step of 1e-6 their rounding error is some 1e-10
 * and their truncation error 1e-12, and a unit would have to lie within 1e-6 of ReLU's kink to
 * spoil one. Differences of the float32 pass itself could not be better than 1e-3. What remains is
 * the error of the float32 backward pass, some units of 1e-7 of a tensor's largest derivative per
 * layer passed; a wrong term is of the order of 1.
 */
class GradientsTest {
  private static final double STEP = 1e-6;
  private static final double TOLERANCE = 5e-5;
  private static final int EXAMPLES = 3;

  /** Derivatives checked per tensor at most; all of a one-block network's. */
  private static final int MANY = 1024;

  private static final int SOME = 40;
  private static final int FEW = 15;

  private static final int DIM = 4;
  private static final SearchSpace SPACE =
      SearchSpace.small(1).withWidths(List.of(DIM, 9, 10, 8 * DIM), List.of(4, 5));

  /**
   * One block over the raw input. {@code w} = 9 has q = 4 and 10 products; {@code w} = 10 has as
   * many products as outputs; 4 is E and 32 is 8 E. No width is below 4: two normalised units are
   * ±1 whatever their inputs, and what is left of their derivatives is rounding.
   */
  record Case(
      String name,
      int fields,
      int features,
      DenseOperator dense,
      int w,
      boolean merger,
      boolean fm) {
    Architecture architecture() {
      return new Architecture(
          SPACE, List.of(block(dense, w, 5, merger, fm, List.of(0), List.of(0))));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    DenseOperator fc = DenseOperator.FC;
    DenseOperator dot = DenseOperator.DOT_PRODUCT;
    return Stream.of(
        new Case("FC and EmbeddedFC", 5, 6, fc, 9, false, false),
        new Case("DotProduct", 5, 6, dot, 9, false, false),
        new Case("DotProduct, p = E", 5, 4, dot, 9, false, false),
        new Case("DotProduct, n = q", 4, 6, dot, 9, false, false),
        new Case("DotProduct, as many products as outputs", 5, 6, dot, 10, false, false),
        new Case("DotProduct, nothing to project", 4, 4, dot, 10, false, false),
        new Case("merger", 5, 6, fc, 9, true, false),
        new Case("merger, w = 8 E", 5, 6, fc, 32, true, false),
        new Case("FM", 5, 6, fc, 9, false, true),
        new Case("FM, w = E", 5, 6, fc, 4, false, true),
        new Case("merger and FM", 5, 6, dot, 9, true, true),
        new Case("merger and FM, w = 8 E", 5, 6, dot, 32, true, true),
        new Case("merger and FM, w = E", 5, 6, fc, 4, true, true));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void withLayerNorm(Case c) {
    check(c, true);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void withoutLayerNorm(Case c) {
    check(c, false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoBlocks(boolean layerNorm) {
    SearchSpace space = SearchSpace.small(2).withWidths(SPACE.denseWidths(), SPACE.sparseWidths());
    DenseOperator dot = DenseOperator.DOT_PRODUCT;
    Architecture architecture =
        new Architecture(
            space,
            List.of(
                block(DenseOperator.FC, 9, 5, true, true, List.of(0), List.of(0)),
                block(dot, 10, 4, true, true, List.of(1, 0), List.of(1, 0))));
    NetworkBuilder builder = new NetworkBuilder(space, new InputShape(6, 5, DIM), layerNorm);
    check(builder.live(architecture), PlainNetwork.of(architecture, layerNorm), SOME);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fullPath(boolean layerNorm) {
    SearchSpace space = SearchSpace.small(2).withWidths(List.of(4, 9), List.of(4, 5));
    NetworkBuilder builder = new NetworkBuilder(space, new InputShape(6, 5, DIM), layerNorm);
    check(builder.fullPath(), PlainNetwork.fullPath(space, layerNorm), SOME);
  }

  /** Connections, dead parts and coinciding widths as chance has them. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sampledNetworks(boolean layerNorm) {
    SearchSpace space = SearchSpace.small(4).withWidths(SPACE.denseWidths(), SPACE.sparseWidths());
    NetworkBuilder builder = new NetworkBuilder(space, new InputShape(6, 5, DIM), layerNorm);
    ArchitectureSampler sampler = new ArchitectureSampler(space);
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 6; i++) {
      Architecture architecture = sampler.sample(random);
      check(builder.live(architecture), PlainNetwork.of(architecture, layerNorm), FEW);
    }
  }

  private static void check(Case c, boolean layerNorm) {
    NetworkBuilder builder =
        new NetworkBuilder(SPACE, new InputShape(c.features(), c.fields(), DIM), layerNorm);
    check(builder.live(c.architecture()), PlainNetwork.of(c.architecture(), layerNorm), MANY);
  }

  private static void check(Network network, PlainNetwork plain, int most) {
    SplittableRandom random = new SplittableRandom(7);
    Examples examples = Examples.random(network.input(), EXAMPLES, random);
    try (Parameters parameters = Parameters.own(network.weights())) {
      Examples.fill(parameters, random);
      Differentiated actual = Differentiated.of(new Subnet(network), parameters, examples);
      Map<String, double[]> weights = new LinkedHashMap<>();
      for (Parameter parameter : parameters.all()) {
        weights.put(parameter.weight().path(), Tensors.doubles(Tensors.floats(parameter.values())));
      }
      double[][] dense = dense(examples, network.input());
      double[][][] sparse = sparse(examples, network.input());
      DoubleSupplier loss = () -> plain.loss(weights, dense, sparse, examples.labels());

      double[] logits =
          IntStream.range(0, EXAMPLES)
              .mapToDouble(i -> plain.logit(weights, dense[i], sparse[i]))
              .toArray();
      Tensors.assertClose("logits", actual.logits(), logits, TOLERANCE);
      Tensors.assertClose(
          "loss", new float[] {actual.loss()}, new double[] {loss.getAsDouble()}, TOLERANCE);
      weights.forEach(
          (path, values) -> assertPartials(path, actual.gradients().get(path), values, loss, most));
      for (int i = 0; i < EXAMPLES; i++) {
        float[] gradient =
            Arrays.copyOfRange(
                actual.denseGradient(), i * dense[i].length, (i + 1) * dense[i].length);
        assertPartials("dense input", gradient, dense[i], loss, most);
      }
      Tensors.assertClose(
          "sparse input", actual.sparseGradient(), sparseDifferences(sparse, loss), TOLERANCE);
    }
  }

  /** All derivatives of a tensor, or some of a large one. */
  private static void assertPartials(
      String what, float[] gradient, double[] values, DoubleSupplier loss, int most) {
    assertThat(gradient).as(what).hasSameSizeAs(values);
    int[] indices =
        values.length <= most
            ? IntStream.range(0, values.length).toArray()
            : new SplittableRandom(3).ints(most, 0, values.length).toArray();
    float[] actual = new float[indices.length];
    double[] expected = new double[indices.length];
    for (int i = 0; i < indices.length; i++) {
      actual[i] = gradient[indices[i]];
      expected[i] = difference(values, indices[i], loss);
    }
    Tensors.assertClose(what, actual, expected, TOLERANCE);
  }

  private static double difference(double[] values, int index, DoubleSupplier loss) {
    double value = values[index];
    values[index] = value + STEP;
    double above = loss.getAsDouble();
    values[index] = value - STEP;
    double below = loss.getAsDouble();
    values[index] = value;
    return (above - below) / (2 * STEP);
  }

  /** In the engine's layout (B, E, F). */
  private static double[] sparseDifferences(double[][][] sparse, DoubleSupplier loss) {
    int fields = sparse[0].length;
    double[] differences = new double[sparse.length * DIM * fields];
    int next = 0;
    for (double[][] rows : sparse) {
      for (int e = 0; e < DIM; e++) {
        for (double[] row : rows) {
          differences[next++] = difference(row, e, loss);
        }
      }
    }
    return differences;
  }

  private static double[][] dense(Examples examples, InputShape input) {
    double[][] dense = new double[EXAMPLES][input.denseFeatures()];
    for (int i = 0; i < EXAMPLES; i++) {
      for (int j = 0; j < dense[i].length; j++) {
        dense[i][j] = examples.dense()[i * dense[i].length + j];
      }
    }
    return dense;
  }

  private static double[][][] sparse(Examples examples, InputShape input) {
    int fields = input.sparseFields();
    double[][][] sparse = new double[EXAMPLES][fields][DIM];
    for (int i = 0; i < EXAMPLES; i++) {
      for (int f = 0; f < fields; f++) {
        for (int e = 0; e < DIM; e++) {
          sparse[i][f][e] = examples.sparse()[(i * DIM + e) * fields + f];
        }
      }
    }
    return sparse;
  }

  private static Block block(
      DenseOperator dense,
      int w,
      int v,
      boolean merger,
      boolean fm,
      List<Integer> denseSources,
      List<Integer> sparseSources) {
    return new Block(
        dense, SparseOperator.EMBEDDED_FC, w, v, merger, fm, denseSources, sparseSources, 0, 0);
  }
}
