package io.nasrec.supernet.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineArraysTest {

  /** With DJL's {@code mul(Number)} most of these gradients are garbage. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void scaledArraysOutliveACollection(DataType type) throws InterruptedException {
    try (EngineScope scope = new TorchEngine(1).differentiating()) {
      NDManager manager = scope.manager();
      NDArray x = EngineArrays.leaf(manager.zeros(new Shape(200), type));
      NDArray sum = manager.zeros(x.getShape(), type);
      for (int i = 0; i < 100; i++) {
        sum = sum.add(EngineArrays.scale(x, 0.5));
      }
      NDArray loss = sum.sum();
      collect();
      List<ByteBuffer> elsewhere = overwriteFreedMemory();
      EngineArrays.backward(loss);
      NDArray gradient = EngineArrays.gradient(x, manager).toType(DataType.FLOAT32, false);
      assertThat(gradient.toFloatArray()).containsOnly(50);
      assertThat(elsewhere).isNotEmpty();
    }
  }

  @Test
  void scalesInTheArraysType() {
    try (NDManager manager = new TorchEngine(1).newManager()) {
      assertThat(EngineArrays.scale(manager.create(new float[] {3}), 1.0 / 3).toFloatArray())
          .containsExactly(3 * (1f / 3));
      assertThat(EngineArrays.scale(manager.create(new double[] {3}), 0.1).toDoubleArray())
          .containsExactly(3 * 0.1);
    }
  }

  /** Returns when buffers that nobody holds any more have been freed. */
  private static void collect() throws InterruptedException {
    Cleaner cleaner = Cleaner.create();
    for (int round = 0; round < 3; round++) {
      CountDownLatch cleaned = new CountDownLatch(1);
      cleaner.register(new Object(), cleaned::countDown);
      while (cleaned.getCount() > 0) {
        System.gc();
        Thread.sleep(10);
      }
    }
  }

  private static List<ByteBuffer> overwriteFreedMemory() {
    List<ByteBuffer> buffers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(4 + i % 32);
      Collections.nCopies(buffer.capacity(), (byte) 77).forEach(buffer::put);
      buffers.add(buffer);
    }
    return buffers;
  }
}
