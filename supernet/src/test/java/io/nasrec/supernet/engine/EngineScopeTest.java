package io.nasrec.supernet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class EngineScopeTest {

  @Test
  void recordingIsTheScopes() {
    try (NDManager manager = new TorchEngine(1).newManager()) {
      NDArray leaf = EngineArrays.leaf(manager.create(new float[] {3}));
      try (EngineScope outer = new TorchEngine(1).differentiating()) {
        try (EngineScope inner = new TorchEngine(1).inference()) {
          NDArray copy = inner.manager().create(new float[] {4});
          assertThat(leaf.mul(copy).hasGradient()).as("not recorded").isFalse();
        }
        NDArray square = leaf.square().sum();
        EngineArrays.backward(square);
        assertThat(leaf.getGradient().toFloatArray()).containsExactly(6);
        assertThat(outer.manager().isOpen()).isTrue();
      }
    }
  }

  @Test
  void closingFreesWhatTheWorkMade() {
    NDArray made;
    NDManager manager;
    try (EngineScope scope = new TorchEngine(1).inference()) {
      manager = scope.manager();
      made = manager.create(new float[] {1, 2});
    }
    assertThat(manager.isOpen()).isFalse();
    assertThat(((PtNDArray) made).isReleased()).isTrue();
  }

  /** An alias shares memory and outlives nothing: closing it leaves the array alone. */
  @Test
  void aliasesShareMemory() {
    try (NDManager owner = new TorchEngine(1).newManager()) {
      NDArray array = owner.create(new float[] {1, 2});
      try (NDManager user = new TorchEngine(1).newManager()) {
        NDArray alias = EngineArrays.alias(array, user);
        EngineArrays.values(array).put(1, 5);
        assertThat(alias.toFloatArray()).containsExactly(1, 5);
      }
      assertThat(array.toFloatArray()).containsExactly(1, 5);
    }
  }

  @Test
  void sumsOfProducts() {
    RandomGenerator random = new SplittableRandom(1);
    for (int size : new int[] {0, 1, 3, 4, 7, 2048, 2051, 5000}) {
      float[] a = new float[size];
      float[] b = new float[size];
      double expected = 0;
      for (int i = 0; i < size; i++) {
        a[i] = (float) random.nextGaussian();
        b[i] = (float) random.nextGaussian();
        expected += (double) a[i] * b[i];
      }
      // Products of floats are exact in float64; only the order of the sum differs.
      assertThat(FloatSums.dot(FloatBuffer.wrap(a), FloatBuffer.wrap(b)))
          .isCloseTo(expected, within(1e-11));
      assertThat(FloatSums.dot(a, b, size)).isCloseTo(expected, within(1e-11));
    }
    float[] big = {1e30f, 1e30f};
    assertThat(FloatSums.dot(big, big, 1)).as("no overflow").isCloseTo(1e60, within(1e54));
  }
}
