package io.nasrec.supernet.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Weight;
import io.nasrec.space.network.Weight.Role;
import io.nasrec.supernet.Differentiated;
import io.nasrec.supernet.Examples;
import io.nasrec.supernet.Tensors;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.weights.Parameter;
import io.nasrec.supernet.weights.Parameters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each baseline against {@link PlainBaselines}: logits, and derivatives by every weight and input
 * against central differences of the oracle in float64, as for the search space's operators.
 */
class BaselinesTest {
  private static final double STEP = 1e-6;
  private static final double TOLERANCE = 5e-5;
  private static final int EXAMPLES = 3;
  private static final int FEATURES = 3;
  private static final int FIELDS = 5;
  private static final int DIM = 4;
  private static final InputShape INPUT = new InputShape(FEATURES, FIELDS, DIM);
  private static final BaselineShapes SHAPES =
      new BaselineShapes(List.of(7, 6), List.of(5), List.of(6, 4), List.of(3, 2), 2, 2, 3, 2);

  @ParameterizedTest
  @EnumSource
  void logitsAndGradients(Baseline baseline) {
    CtrNetwork network = baseline.network(INPUT, SHAPES);
    SplittableRandom random = new SplittableRandom(5);
    Examples examples =
        Examples.random(new InputShape(FEATURES, FIELDS, network.embeddingDim()), EXAMPLES, random);
    try (Parameters parameters = Parameters.own(new TorchEngine(1), network.weights())) {
      Examples.fill(parameters, random);
      Differentiated actual = Differentiated.of(network, parameters, examples);
      Map<String, double[]> weights = new LinkedHashMap<>();
      for (Parameter parameter : parameters.all()) {
        weights.put(parameter.weight().path(), Tensors.doubles(Tensors.floats(parameter.values())));
      }
      PlainBaselines plain = new PlainBaselines(baseline, SHAPES, weights);
      double[][] dense = dense(examples);
      double[][][] rows = rows(examples, network.embeddingDim());
      double[] logits =
          IntStream.range(0, EXAMPLES).mapToDouble(i -> plain.logit(dense[i], rows[i])).toArray();
      Tensors.assertClose("logits", actual.logits(), logits, TOLERANCE);

      DoubleSupplier loss = () -> loss(plain, dense, rows, examples.labels());
      weights.forEach(
          (path, values) ->
              Tensors.assertClose(
                  path, actual.gradients().get(path), differences(values, loss), TOLERANCE));
      double[] byDense =
          Arrays.stream(dense).flatMapToDouble(x -> Arrays.stream(differences(x, loss))).toArray();
      Tensors.assertClose("dense input", actual.denseGradient(), byDense, TOLERANCE);
      Tensors.assertClose("sparse input", actual.sparseGradient(), bySparse(rows, loss), TOLERANCE);
    }
  }

  /**
   * Before the first step a linear model says one half of every row; the networks that have one
   * beside others have its weights at 0, and the rest drawn.
   */
  @ParameterizedTest
  @EnumSource
  void linearPartsStartAtZero(Baseline baseline) {
    CtrNetwork network = baseline.network(INPUT, SHAPES);
    boolean linear =
        List.of("logistic-regression", "fm", "deepfm", "xdeepfm").contains(baseline.label());
    assertThat(network.firstOrderScalars()).isEqualTo(linear ? 1 : 0);
    assertThat(network.weights().stream().filter(w -> w.role() == Role.FIRST_ORDER_WEIGHT))
        .extracting(Weight::path)
        .isEqualTo(linear ? List.of("dense.weight") : List.of());
    if (baseline == Baseline.LOGISTIC_REGRESSION) {
      assertThat(network.embeddingDim()).isEqualTo(network.firstOrderScalars());
    }
  }

  /** Two ids and one number: ŵ = 1 + 2·3 + 0.5 − 0.25, and three pairs of vectors. */
  @Test
  void factorizationMachineByHand() {
    CtrNetwork network = new FactorizationMachine(new InputShape(1, 2, 2));
    try (Parameters parameters = Parameters.own(new TorchEngine(1), network.weights())) {
      set(parameters, "dense.weight", 2);
      set(parameters, "dense.bias", 1);
      set(parameters, "dense.embedding", 0.5f, -1);
      // Rows (1, 2, w = 0.5) and (3, -1, w = -0.25), transposed; the number is 3.
      Examples examples =
          new Examples(new float[] {3}, new float[] {1, 3, 2, -1, 0.5f, -0.25f}, new float[] {1});
      float pairs = (1 * 3 + 2 * -1) + (1 * 1.5f + 2 * -3) + (3 * 1.5f + -1 * -3);
      assertThat(Differentiated.of(network, parameters, examples).logits())
          .containsExactly(1 + 2 * 3 + 0.5f - 0.25f + pairs);
    }
  }

  /** x₀ = (1, 2): x₁ = x₀ ⊙ (W x₀ + b) + x₀ = (1·(2+1) + 1, 2·(1−1) + 2) = (4, 2). */
  @Test
  void crossLayerByHand() {
    CtrNetwork network = new DcnV2(new InputShape(1, 1, 1), 1, List.of(1));
    try (Parameters parameters = Parameters.own(new TorchEngine(1), network.weights())) {
      set(parameters, "cross.1.weight", 0, 1, 1, 0);
      set(parameters, "cross.1.bias", 1, -1);
      set(parameters, "deep.1.weight", 1, 1);
      set(parameters, "deep.1.bias", -1);
      set(parameters, "output.weight", 1, 10, 100);
      set(parameters, "output.bias", 0.5f);
      Examples examples = new Examples(new float[] {2}, new float[] {1}, new float[] {1});
      assertThat(Differentiated.of(network, parameters, examples).logits())
          .containsExactly(4 + 20 + 200 + 0.5f);
    }
  }

  /**
   * Criteo's shape (D = 13, F = 26, E = 16, so 39 vectors, 624 scalars of all fields and 429 of the
   * ids and numbers), published widths. Sums as one writes them down from the papers.
   */
  @ParameterizedTest
  @CsvSource({
    "LOGISTIC_REGRESSION, 13 + 1",
    "FM, 13 + 1 + 13 * 16",
    "DEEPFM, 13 + 1 + 13 * 16 + 625 * 400 + 401 * 400 + 401 * 400 + 401",
    "DLRM, 14 * 512 + 513 * 256 + 257 * 16 + 368 * 512 + 513 * 256 + 257",
    "XDEEPFM, 13 + 1 + 13 * 16 + 625 * 400 + 401 * 400 + 401 * 400 + 400"
        + " + 1521 * 200 + 7800 * 200 + 7800 * 200 + 600",
    "AUTOINT, 13 * 16 + 4 * 16 * 64 + 2 * 4 * 64 * 64 + 39 * 64 + 1"
        + " + 625 * 400 + 401 * 400 + 401 * 400 + 401",
    "DCN_V2, 3 * 430 * 429 + 430 * 400 + 401 * 400 + 401 * 400 + 830"
  })
  void parametersOnCriteo(Baseline baseline, String sum) {
    BaselineShapes published =
        new BaselineShapes(
            List.of(400, 400, 400),
            List.of(512, 256),
            List.of(512, 256),
            List.of(200, 200, 200),
            3,
            2,
            32,
            3);
    CtrNetwork network = baseline.network(new InputShape(13, 26, 16), published);
    assertThat(network.weights().stream().mapToLong(Weight::size).sum()).isEqualTo(value(sum));
  }

  /**
   * Every weight of a matrix is used once per example, the interactions' once per scalar. The pairs
   * of FM and DeepFM are element-wise work, which is not counted in the search space's FM either.
   */
  @ParameterizedTest
  @CsvSource({
    "LOGISTIC_REGRESSION, 3",
    "FM, 3",
    "DEEPFM, 3 + 32 * 7 + 7 * 6 + 6",
    "DLRM, 3 * 5 + 5 * 4 + 6 * 6 * 4 + 19 * 6 + 6 * 4 + 4",
    "XDEEPFM, 3 + 32 * 7 + 7 * 6 + 6 + 4 * 64 * 3 + 4 * 24 * 2 + 5",
    "AUTOINT, 8 * 4 * 4 * 6 + 2 * 8 * 8 * 6 + 8 * 4 * 6 * 6 + 2 * 8 * 8 * 6 + 48"
        + " + 32 * 7 + 7 * 6 + 6",
    "DCN_V2, 2 * 23 * 23 + 23 * 7 + 7 * 6 + 29"
  })
  void multiplyAccumulates(Baseline baseline, String sum) {
    assertThat(baseline.network(INPUT, SHAPES).macs()).isEqualTo(value(sum));
  }

  @Test
  void names() {
    assertThat(Arrays.stream(Baseline.values()).map(Baseline::label))
        .containsExactly(
            "logistic-regression", "fm", "deepfm", "dlrm", "xdeepfm", "autoint", "dcn-v2");
    assertThat(Baseline.of("dcn-v2")).contains(Baseline.DCN_V2);
    assertThat(Baseline.of("dcn")).isEmpty();
  }

  @Test
  void shapesWithoutALayer() {
    assertThatThrownBy(
            () -> new BaselineShapes(List.of(), List.of(1), List.of(1), List.of(1), 1, 1, 1, 1))
        .hasMessage("hidden must have at least one layer");
    assertThatThrownBy(
            () -> new BaselineShapes(List.of(1), List.of(1), List.of(0), List.of(1), 1, 1, 1, 1))
        .hasMessage("dlrmTop must be at least 1, but was 0");
  }

  /** The value of a sum of products. */
  private static long value(String sum) {
    return Arrays.stream(sum.split("\\+", -1))
        .mapToLong(
            product ->
                Arrays.stream(product.split("\\*", -1))
                    .mapToLong(factor -> Long.parseLong(factor.strip()))
                    .reduce(1, (a, b) -> a * b))
        .sum();
  }

  private static void set(Parameters parameters, String path, float... values) {
    for (Parameter parameter : parameters.all()) {
      if (parameter.weight().path().equals(path)) {
        assertThat(parameter.values().capacity()).isEqualTo(values.length);
        parameter.values().put(0, values);
        return;
      }
    }
    throw new IllegalArgumentException(path);
  }

  private static double loss(
      PlainBaselines plain, double[][] dense, double[][][] rows, float[] labels) {
    double sum = 0;
    for (int i = 0; i < dense.length; i++) {
      double z = plain.logit(dense[i], rows[i]);
      sum += Math.log1p(Math.exp(z)) - labels[i] * z;
    }
    return sum / dense.length;
  }

  private static double[] differences(double[] values, DoubleSupplier loss) {
    double[] differences = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      differences[i] = difference(values, i, loss);
    }
    return differences;
  }

  private static double difference(double[] values, int i, DoubleSupplier loss) {
    double value = values[i];
    values[i] = value + STEP;
    double above = loss.getAsDouble();
    values[i] = value - STEP;
    double below = loss.getAsDouble();
    values[i] = value;
    return (above - below) / (2 * STEP);
  }

  /** In the engine's layout (B, E, F). */
  private static double[] bySparse(double[][][] rows, DoubleSupplier loss) {
    int dim = rows[0][0].length;
    double[] differences = new double[EXAMPLES * dim * FIELDS];
    int next = 0;
    for (double[][] example : rows) {
      for (int e = 0; e < dim; e++) {
        for (double[] row : example) {
          differences[next++] = difference(row, e, loss);
        }
      }
    }
    return differences;
  }

  private static double[][] dense(Examples examples) {
    double[][] dense = new double[EXAMPLES][FEATURES];
    for (int i = 0; i < EXAMPLES * FEATURES; i++) {
      dense[i / FEATURES][i % FEATURES] = examples.dense()[i];
    }
    return dense;
  }

  private static double[][][] rows(Examples examples, int dim) {
    double[][][] rows = new double[EXAMPLES][FIELDS][dim];
    for (int i = 0; i < EXAMPLES; i++) {
      for (int e = 0; e < dim; e++) {
        for (int f = 0; f < FIELDS; f++) {
          rows[i][f][e] = examples.sparse()[(i * dim + e) * FIELDS + f];
        }
      }
    }
    return rows;
  }
}
