package io.nasrec.supernet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.engine.EngineScope;
import io.nasrec.supernet.engine.TorchEngine;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DropoutTest {
  private static final int SIZE = 40_000;

  @Test
  void zeroesTheStatedShareAndKeepsTheMean() {
    try (EngineScope scope = new TorchEngine(1).inference()) {
      NDArray ones = scope.manager().ones(new Shape(100, 16, 25));
      float[] values =
          new Dropout(0.3, new SplittableRandom(1))
              .mask(SIZE)
              .apply(ones, 0)
              .flatten()
              .toFloatArray();
      long zeros = 0;
      double sum = 0;
      for (float value : values) {
        assertThat(value).isIn(0f, (float) (1 / 0.7));
        zeros += value == 0 ? 1 : 0;
        sum += value;
      }
      // Five standard errors of a share of 0.3 in 40,000 draws.
      double tolerance = 5 * Math.sqrt(0.3 * 0.7 / SIZE);
      assertThat(zeros / (double) SIZE).isCloseTo(0.3, offset(tolerance));
      assertThat(sum / SIZE).isCloseTo(1, offset(tolerance / 0.7));
    }
  }

  @Test
  void whatIsDroppedGetsNoGradient() {
    try (EngineScope scope = new TorchEngine(1).differentiating()) {
      NDArray leaf = EngineArrays.leaf(scope.manager().ones(new Shape(4, 16, 5)));
      NDArray dropped = new Dropout(0.5, new SplittableRandom(2)).mask(4 * 16 * 5).apply(leaf, 0);
      EngineArrays.backward(dropped.sum());
      assertThat(leaf.getGradient().flatten().toFloatArray())
          .isEqualTo(dropped.flatten().toFloatArray());
    }
  }

  @Test
  void rateZeroDrawsNothing() {
    try (EngineScope scope = new TorchEngine(1).inference()) {
      NDArray array = scope.manager().ones(new Shape(2, 3));
      assertThat(Dropout.NONE.mask(6).apply(array, 0)).isSameAs(array);
    }
  }
}
