package io.nasrec.supernet.training;

import java.util.List;

/**
 * Adagrad without weight decay (Duchi et al., JMLR 2011; spec section 5): {@code acc += g²; θ −=
 * lr·g/(sqrt(acc) + eps)}. A scalar with gradient 0 keeps its value and accumulator, so touching
 * only what has a gradient equals an update of everything.
 *
 * @param epsilon eps
 * @param initialAccumulator acc before the first update, at least 0
 */
public record Adagrad(double epsilon, double initialAccumulator) implements UpdateRule {

  @Override
  public List<String> state() {
    return List.of("adagrad");
  }

  @Override
  public float initialState() {
    return (float) initialAccumulator;
  }

  @Override
  public Update ofTensors(float scale, double learningRate, long number) {
    float rate = (float) learningRate;
    float eps = (float) epsilon;
    return (theta, state, gradient, length) -> {
      float[] squares = state[0];
      for (int i = 0; i < length; i++) {
        float g = gradient[i] * scale;
        float square = squares[i] + g * g;
        squares[i] = square;
        theta[i] -= rate * g / ((float) Math.sqrt(square) + eps);
      }
    };
  }

  @Override
  public Update ofRows(float scale, double learningRate, long number) {
    return ofTensors(scale, learningRate, number);
  }
}
