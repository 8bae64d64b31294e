package io.nasrec.supernet.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargePagesTest {

  /** Less than a large page, a few of them and a rest. */
  @ParameterizedTest
  @ValueSource(longs = {3, 100_000, 3_000_001})
  void zerosWhereSomethingElseWas(long size) {
    try (NDManager manager = new TorchEngine(1).newManager()) {
      manager.ones(new Shape(size)).close();

      float[] values = LargePages.zeros(manager, new Shape(size)).toFloatArray();

      assertThat(values).hasSize((int) size).containsOnly(0f);
    }
  }
}
