package io.nasrec.supernet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.tracker.Tracker;
import io.nasrec.space.network.Range;
import io.nasrec.space.network.Weight;
import io.nasrec.space.network.Weight.Role;
import io.nasrec.supernet.Tensors;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.weights.ModelWeights;
import io.nasrec.supernet.weights.RowGradients;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Adam by hand and against DJL's own. Weights are of the order of 1, so that float32 rounds them by
 * 6e-8 per step.
 */
class AdamTest {
  private static final double ROUNDING = 3e-7;
  private static final double NO_CLIPPING = 1e9;

  @Test
  void lazyRowsByHand() {
    try (ModelWeights weights = ModelWeights.own(new TorchEngine(1), List.of(), List.of(3), 1, 10);
        Optimizer adam = new Optimizer(weights, new Adam(0.5), NO_CLIPPING)) {
      FloatBuffer table = weights.embeddings().table(0).pages().get(0);
      table.put(0, new float[] {0.5f, 0.25f, 0.125f});
      step(adam, weights, 2, 0.4f, 1);
      // The first step is one of lr against the gradient's sign, whatever its size.
      assertThat((double) table.get(2)).isCloseTo(0.125 - 0.1, within(ROUNDING));
      step(adam, weights, 0, -3, 2);
      // m = 0.1 g, v = 0.001 g², but corrected as in step 2: (0.1/0.19) / sqrt(0.001/0.001999).
      assertThat((double) table.get(0))
          .isCloseTo(0.5 + 0.1 * (0.1 / 0.19) / Math.sqrt(0.001 / 0.001999), within(ROUNDING));
      assertThat((double) table.get(2)).as("not in the batch").isCloseTo(0.025, within(ROUNDING));
      assertThat(table.get(1)).as("in no batch, and without decay").isEqualTo(0.25f);
      step(adam, weights, 2, -0.2f, 3);
      double m = 0.9 * 0.04 - 0.1 * 0.2;
      double v = 0.999 * 0.00016 + 0.001 * 0.04;
      assertThat((double) table.get(2))
          .isCloseTo(
              0.025 - 0.1 * (m / (1 - Math.pow(0.9, 3))) / Math.sqrt(v / (1 - Math.pow(0.999, 3))),
              within(ROUNDING));
    }
  }

  /**
   * 20 steps on 5,000 scalars, against DJL's AdamW with the same decay. DJL rounds 1 − β₂ to
   * float32 first, 2e-5 of itself off, so that a step of 0.01 differs by 1e-7; 20 of them add up,
   * and there is the rounding of both. It adds ε before the bias correction, which only counts for
   * gradients near 0: there are none here.
   */
  @Test
  void tensorsAgreeWithDjl() {
    int size = 5000;
    double rate = 0.01;
    float decay = 0.1f;
    Weight vector = new Weight("v", Role.LINEAR_BIAS, Range.first(size), List.of());
    SplittableRandom random = new SplittableRandom(7);
    try (NDManager manager = NDManager.newBaseManager();
        ModelWeights weights =
            ModelWeights.own(new TorchEngine(1), List.of(vector), List.of(), 1, 10);
        Optimizer adam = new Optimizer(weights, new Adam(decay), NO_CLIPPING)) {
      NDArray judged = manager.create(floats(random, size));
      FloatBuffer values = weights.parameters().stored(vector).values();
      values.put(0, judged.toFloatArray());
      ai.djl.training.optimizer.AdamW djl =
          ai.djl.training.optimizer.AdamW.builder()
              .optLearningRateTracker(Tracker.fixed((float) rate))
              .optWeightDecays(decay)
              .build();
      for (int number = 1; number <= 20; number++) {
        float[] gradient = awayFromZero(floats(random, size));
        djl.update("v", judged, manager.create(gradient, new Shape(size)));
        adam.update(
            List.of(vector),
            Map.of("v", FloatBuffer.wrap(gradient)),
            RowGradients.none(),
            rate,
            number);
      }
      float[] moved = Tensors.floats(values);
      float[] expected = judged.toFloatArray();
      for (int i = 0; i < size; i++) {
        assertThat(moved[i]).isCloseTo(expected[i], within(1e-5f));
      }
    }
  }

  private static void step(
      Optimizer adam, ModelWeights weights, int row, float gradient, long number) {
    RowGradients rows =
        RowGradients.of(
            weights.embeddings(), new int[] {row}, FloatBuffer.wrap(new float[] {gradient}));
    adam.update(List.of(), Map.of(), rows, 0.1, number);
  }

  private static float[] awayFromZero(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] += Math.copySign(0.1f, values[i]);
    }
    return values;
  }

  private static float[] floats(SplittableRandom random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }
}
