package io.nasrec.supernet.weights;

import io.nasrec.data.RandomStreams;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/**
 * Initial values (spec section 4), from the experiment's seed alone: each tensor has a random
 * stream of its own, keyed by its path.
 *
 * @param seed the experiment's seed
 * @param embeddingStd standard deviation of the embedding rows
 */
public record Initializer(long seed, double embeddingStd) {
  private static final float RESIDUAL_NORM_GAIN = 0.17f;

  /**
   * Linear weights Xavier-uniform, biases 0, layer normalisation gain 1 (0.17 behind a residual)
   * and bias 0.
   */
  public void fill(Parameters parameters) {
    for (Parameter parameter : parameters.all()) {
      FloatBuffer values = parameter.values();
      switch (parameter.weight().role()) {
        case LINEAR_WEIGHT, ATTENTION_WEIGHT -> xavier(parameter);
        case EMBEDDING -> normal(values, RandomStreams.stream(seed, stream(parameter)));
        case NORM_GAIN -> fill(values, 1);
        case RESIDUAL_NORM_GAIN -> fill(values, RESIDUAL_NORM_GAIN);
        case LINEAR_BIAS, NORM_BIAS, KEY_BIAS -> fill(values, 0);
      }
    }
  }

  /** Rows normal with mean 0. The published Xavier-normal would depend on the table's size. */
  public void fill(EmbeddingTables tables) {
    for (int field = 0; field < tables.fields(); field++) {
      RandomGenerator random = RandomStreams.stream(seed, "embedding", field);
      normal(tables.table(field), random);
    }
  }

  private void normal(FloatBuffer values, RandomGenerator random) {
    for (int i = 0; i < values.capacity(); i++) {
      values.put(i, (float) (embeddingStd * random.nextGaussian()));
    }
  }

  private static String stream(Parameter parameter) {
    return "weight:" + parameter.weight().path();
  }

  private void xavier(Parameter parameter) {
    int out = parameter.weight().shape().get(0);
    int in = parameter.weight().shape().get(1);
    double bound = Math.sqrt(6.0 / (in + out));
    RandomGenerator random = RandomStreams.stream(seed, stream(parameter));
    FloatBuffer values = parameter.values();
    for (int i = 0; i < values.capacity(); i++) {
      values.put(i, (float) random.nextDouble(-bound, bound));
    }
  }

  private static void fill(FloatBuffer values, float value) {
    for (int i = 0; i < values.capacity(); i++) {
      values.put(i, value);
    }
  }
}
