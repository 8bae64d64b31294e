package io.nasrec.supernet;

import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Weight.Role;
import io.nasrec.supernet.weights.Parameter;
import io.nasrec.supernet.weights.Parameters;
import java.util.random.RandomGenerator;

/** Inputs of a network and their labels. */
public final class Examples {
  private final float[] dense;
  private final float[] sparse;
  private final float[] labels;

  /**
   * @param dense (B, D), row-major
   * @param sparse (B, E, F), row-major
   * @param labels (B): 0 or 1
   */
  public Examples(float[] dense, float[] sparse, float[] labels) {
    this.dense = dense;
    this.sparse = sparse;
    this.labels = labels;
  }

  public float[] dense() {
    return dense;
  }

  public float[] sparse() {
    return sparse;
  }

  public float[] labels() {
    return labels;
  }

  /** Normal inputs; labels alternate. */
  public static Examples random(InputShape input, int count, RandomGenerator random) {
    float[] labels = new float[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 2;
    }
    return new Examples(
        Tensors.normal(count * input.denseFeatures(), 1, random),
        Tensors.normal(count * input.sparseFields() * input.embeddingDim(), 1, random),
        labels);
  }

  /** Fills weights so that no term of a layer is 0 or 1 and units stay of the order of 1. */
  public static void fill(Parameters parameters, RandomGenerator random) {
    for (Parameter parameter : parameters.all()) {
      Role role = parameter.weight().role();
      double mean = role == Role.NORM_GAIN || role == Role.RESIDUAL_NORM_GAIN ? 1 : 0;
      double std =
          !parameter.weight().columns().isEmpty()
              ? 1 / Math.sqrt(parameter.weight().shape().get(1))
              : 0.3;
      for (int i = 0; i < parameter.values().capacity(); i++) {
        parameter.values().put(i, (float) (mean + std * random.nextGaussian()));
      }
    }
  }
}
