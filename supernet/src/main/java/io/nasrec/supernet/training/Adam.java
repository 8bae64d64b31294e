package io.nasrec.supernet.training;

import java.util.List;

/**
 * Adam (Kingma and Ba, ICLR 2015, algorithm 1) with β₁ = 0.9, β₂ = 0.999 and ε = 1e-8; tensors
 * decay apart from the gradient (AdamW: Loshchilov and Hutter, ICLR 2019, algorithm 2, {@code θ −=
 * lr·λ·θ}).
 *
 * <p>Lazy: a scalar without a gradient in a step, an embedding row outside the batch or a weight
 * outside the bound slices, keeps value and moments, as in PyTorch's {@code SparseAdam}. The bias
 * corrections go by the step's number. Rows do not decay.
 *
 * @param weightDecay λ, at least 0
 */
public record Adam(double weightDecay) implements UpdateRule {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final float EPSILON = 1e-8f;

  @Override
  public List<String> state() {
    return List.of("adam.m", "adam.v");
  }

  @Override
  public float initialState() {
    return 0;
  }

  @Override
  public Update ofTensors(float scale, double learningRate, long number) {
    return step(scale, learningRate, number, (float) (1 - learningRate * weightDecay));
  }

  @Override
  public Update ofRows(float scale, double learningRate, long number) {
    return step(scale, learningRate, number, 1);
  }

  private static Update step(float scale, double learningRate, long number, float kept) {
    float rate = (float) (learningRate / (1 - Math.pow(BETA1, (double) number)));
    float root = (float) (1 / Math.sqrt(1 - Math.pow(BETA2, (double) number)));
    // In double before rounding: 1 - 0.999f is off by 2e-5 of itself.
    float own1 = (float) (1 - BETA1);
    float own2 = (float) (1 - BETA2);
    return (theta, state, gradient, length) -> {
      float[] mean = state[0];
      float[] square = state[1];
      for (int i = 0; i < length; i++) {
        float g = gradient[i] * scale;
        float m = mean[i] + own1 * (g - mean[i]);
        float v = square[i] + own2 * (g * g - square[i]);
        mean[i] = m;
        square[i] = v;
        theta[i] = theta[i] * kept - rate * m / ((float) Math.sqrt(v) * root + EPSILON);
      }
    };
  }
}
