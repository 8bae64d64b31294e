package io.nasrec.supernet;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.supernet.weights.ModelWeights;
import io.nasrec.supernet.weights.Parameter;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Comparing tensors. */
public final class Tensors {
  private Tensors() {}

  /** Asserts that errors are small relative to the largest magnitude of the expected tensor. */
  public static void assertClose(String what, float[] actual, double[] expected, double tolerance) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double scale = 0;
    double error = 0;
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).as(what).isFinite();
      scale = Math.max(scale, Math.abs(expected[i]));
      error = Math.max(error, Math.abs(actual[i] - expected[i]));
    }
    // The summand is for tensors whose derivatives are all 0, as behind units that are all off.
    assertThat(error).as(what).isLessThanOrEqualTo(tolerance * scale + 1e-8);
  }

  public static void assertClose(String what, float[] actual, float[] expected, double tolerance) {
    assertClose(what, actual, doubles(expected), tolerance);
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
      all.put("field " + field, floats(weights.embeddings().table(field)));
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
