package io.nasrec.supernet;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.supernet.weights.ModelWeights;
import io.nasrec.supernet.weights.Parameter;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Making and comparing tensors. */
public final class Tensors {
  private Tensors() {}

  /** Normally distributed numbers around 0. */
  public static float[] normal(int size, double deviation, RandomGenerator random) {
    return normal(size, 0, deviation, random);
  }

  /** Normally distributed numbers around a mean. */
  public static float[] normal(int size, double mean, double deviation, RandomGenerator random) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return values;
  }

  /** Asserts that errors are small relative to the largest magnitude of the expected tensor. */
  public static void assertClose(String what, float[] actual, double[] expected, double tolerance) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (float value : actual) {
      assertThat(value).as(what).isFinite();
    }
    // The summand is for tensors whose derivatives are all 0, as behind units that are all off.
    assertThat(largestDifference(actual, expected))
        .as(what)
        .isLessThanOrEqualTo(tolerance * largest(expected) + 1e-8);
  }

  /** The largest difference relative to the largest magnitude of the expected tensor. */
  public static double error(float[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double difference = largestDifference(actual, expected);
    return difference == 0 ? 0 : difference / largest(expected);
  }

  private static double largestDifference(float[] actual, double[] expected) {
    double difference = 0;
    for (int i = 0; i < actual.length; i++) {
      difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
    }
    return difference;
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }

  public static void assertClose(String what, float[] actual, float[] expected, double tolerance) {
    assertClose(what, actual, doubles(expected), tolerance);
  }

  /** {@code (batch, rows, columns)} as {@code (batch, columns, rows)}. */
  public static float[] transposed(float[] values, int rows, int columns) {
    float[] transposed = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int example = i / (rows * columns);
      int row = i / columns % rows;
      transposed[example * rows * columns + i % columns * rows + row] = values[i];
    }
    return transposed;
  }

  /** A copy on the heap. */
  public static float[] floats(FloatBuffer values) {
    float[] floats = new float[values.capacity()];
    values.get(0, floats);
    return floats;
  }

  /** A copy of all weights on the heap: tensors by path, then tables by field. */
  public static Map<String, float[]> floats(ModelWeights weights) {
    Map<String, float[]> all = new LinkedHashMap<>();
    for (Parameter parameter : weights.parameters().all()) {
      all.put(parameter.weight().path(), floats(parameter.values()));
    }
    for (int field = 0; field < weights.embeddings().fields(); field++) {
      all.put("field " + field, floats(weights.embeddings().table(field).pages().get(0)));
    }
    return all;
  }

  public static double[] doubles(float[] floats) {
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }
}
