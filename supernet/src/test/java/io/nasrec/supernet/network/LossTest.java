package io.nasrec.supernet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.engine.EngineScope;
import io.nasrec.supernet.engine.TorchEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0, 1",
    "0.5, 1",
    "-3, 0",
    "-3, 1",
    "30, 0",
    "-59, 0",
    "-61, 0",
    "-61, 1",
    "-1e30, 1",
    "1e30, 0"
  })
  void isTheCrossEntropy(float logit, float label) {
    double expected = Math.max(logit, 0) - logit * label + Math.log1p(Math.exp(-Math.abs(logit)));
    double slope = 1 / (1 + Math.exp(-(double) logit)) - label;

    float[] lossAndSlope = lossAndSlope(logit, label);

    assertThat((double) lossAndSlope[0]).isCloseTo(expected, within(1e-6 * (1 + expected)));
    assertThat((double) lossAndSlope[1]).isCloseTo(slope, within(1e-7));
  }

  /** Between e^-87 and e^-104 a float is denormal, and what is computed from it slow. */
  @ParameterizedTest
  @ValueSource(floats = {-61, -88, -95, -103, Float.NEGATIVE_INFINITY})
  void whatIsCertainlyRightHasNoGradientAtAll(float logit) {
    assertThat(lossAndSlope(logit, 0)[1]).isZero();
  }

  @Test
  void noNumberGivesNone() {
    assertThat(lossAndSlope(Float.NaN, 0)[0]).isNaN();
    assertThat(lossAndSlope(Float.POSITIVE_INFINITY, 0)[0]).isNaN();
    assertThat(lossAndSlope(Float.NEGATIVE_INFINITY, 1)[0]).isInfinite();
  }

  private static float[] lossAndSlope(float logit, float label) {
    try (EngineScope scope = new TorchEngine(1).differentiating()) {
      NDManager manager = scope.manager();
      NDArray logits = EngineArrays.leaf(manager.create(new float[] {logit}, new Shape(1, 1)));
      NDArray loss = Loss.of(logits, manager.create(new float[] {label}, new Shape(1, 1)));
      EngineArrays.backward(loss);
      return new float[] {
        loss.getFloat(), EngineArrays.gradient(logits, manager).toFloatArray()[0]
      };
    }
  }
}
