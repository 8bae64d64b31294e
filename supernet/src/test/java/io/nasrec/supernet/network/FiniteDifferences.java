package io.nasrec.supernet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Network;
import io.nasrec.space.network.Weight.Role;
import io.nasrec.supernet.Differentiated;
import io.nasrec.supernet.Examples;
import io.nasrec.supernet.PlainNetwork;
import io.nasrec.supernet.Tensors;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.weights.Parameter;
import io.nasrec.supernet.weights.Parameters;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/**
 * A network's forward pass against {@link PlainNetwork}, and partial derivatives by weights and
 * inputs against central differences of it.
 *
 * <p>The differences are taken in float64: with a step of 1e-6 their rounding error is some 1e-10
 * and their truncation error 1e-12, and a unit would have to lie within 1e-6 of ReLU's kink to
 * spoil one. Differences of the float32 pass itself could not be better than 1e-3. What remains is
 * the error of the float32 backward pass, some units of 1e-7 of a tensor's largest derivative per
 * layer passed; a wrong term is of the order of 1.
 */
final class FiniteDifferences {
  private static final double STEP = 1e-6;
  private static final double TOLERANCE = 5e-5;
  private static final int EXAMPLES = 3;

  /** A logit of this size leaves a derivative of 0.02. */
  private static final double SURE = 4;

  /** Derivatives checked per tensor at most; all of a one-block network's. */
  static final int MANY = 1024;

  static final int SOME = 40;
  static final int FEW = 15;

  private FiniteDifferences() {}

  /** Compares logits, loss and partial derivatives, at most {@code most} per tensor. */
  static void check(Network network, PlainNetwork plain, int most) {
    SplittableRandom random = new SplittableRandom(7);
    Examples examples = Examples.random(network.input(), EXAMPLES, random);
    try (Parameters parameters = Parameters.own(new TorchEngine(1), network.weights())) {
      Examples.fill(parameters, random);
      calm(network, plain, parameters, examples);
      Differentiated actual = Differentiated.of(new Subnet(network), parameters, examples);
      Map<String, double[]> weights = doubles(parameters);
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
      for (Parameter parameter : parameters.all()) {
        String path = parameter.weight().path();
        float[] gradient = actual.gradients().get(path);
        if (parameter.weight().role() == Role.KEY_BIAS) {
          float[] beside = actual.gradients().get(path.replace("key", "value"));
          assertZero(path, gradient, weights.get(path), loss, beside);
        } else {
          assertPartials(path, gradient, weights.get(path), loss, most);
        }
      }
      Tensors.assertClose(
          "dense input", actual.denseGradient(), denseDifferences(dense, loss), TOLERANCE);
      Tensors.assertClose(
          "sparse input", actual.sparseGradient(), sparseDifferences(sparse, loss), TOLERANCE);
    }
  }

  /**
   * Makes the head smaller until some example is not predicted so well that its derivative in
   * float32 is rounding. Products of products without normalisation have large logits.
   */
  private static void calm(
      Network network, PlainNetwork plain, Parameters parameters, Examples examples) {
    double[][] dense = dense(examples, network.input());
    double[][][] sparse = sparse(examples, network.input());
    FloatBuffer head = parameters.stored(network.head().weight().orElseThrow()).values();
    while (IntStream.range(0, EXAMPLES)
        .mapToDouble(i -> plain.logit(doubles(parameters), dense[i], sparse[i]))
        .allMatch(logit -> Math.abs(logit) > SURE)) {
      for (int i = 0; i < head.capacity(); i++) {
        head.put(i, head.get(i) / 4);
      }
    }
  }

  private static Map<String, double[]> doubles(Parameters parameters) {
    Map<String, double[]> weights = new LinkedHashMap<>();
    for (Parameter parameter : parameters.all()) {
      weights.put(parameter.weight().path(), Tensors.doubles(Tensors.floats(parameter.values())));
    }
    return weights;
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

  /** By construction; what is left is rounding, small against the gradient of the values' bias. */
  private static void assertZero(
      String what, float[] gradient, double[] values, DoubleSupplier loss, float[] beside) {
    double scale = 0;
    for (float partial : beside) {
      scale = Math.max(scale, Math.abs(partial));
    }
    for (int i = 0; i < values.length; i++) {
      assertThat((double) gradient[i]).as(what).isCloseTo(0, within(TOLERANCE * scale));
      assertThat(difference(values, i, loss)).as(what).isCloseTo(0, within(TOLERANCE * scale));
    }
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

  private static double[] denseDifferences(double[][] dense, DoubleSupplier loss) {
    return Arrays.stream(dense)
        .flatMapToDouble(
            features ->
                IntStream.range(0, features.length).mapToDouble(j -> difference(features, j, loss)))
        .toArray();
  }

  /** In the engine's layout (B, E, F). */
  private static double[] sparseDifferences(double[][][] sparse, DoubleSupplier loss) {
    int fields = sparse[0].length;
    int dim = sparse[0][0].length;
    double[] differences = new double[sparse.length * dim * fields];
    int next = 0;
    for (double[][] rows : sparse) {
      for (int e = 0; e < dim; e++) {
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
    int dim = input.embeddingDim();
    double[][][] sparse = new double[EXAMPLES][fields][dim];
    for (int i = 0; i < EXAMPLES; i++) {
      for (int f = 0; f < fields; f++) {
        for (int e = 0; e < dim; e++) {
          sparse[i][f][e] = examples.sparse()[(i * dim + e) * fields + f];
        }
      }
    }
    return sparse;
  }
}
