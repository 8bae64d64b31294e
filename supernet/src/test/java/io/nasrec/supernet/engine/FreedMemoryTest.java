package io.nasrec.supernet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FreedMemoryTest {
  private static final int PIECES = 300;

  /** A piece; the C library keeps none of that size by itself. */
  private static final long MIB = 1 << 20;

  @Test
  void isKeptUntilItIsGivenBack() throws IOException {
    assumeThat(FreedMemory.giveBackNow()).as("a C library that knows how").isTrue();
    allocateAndFree(1); // which loads the engine
    long before = resident();
    allocateAndFree(PIECES);
    long kept = resident() - before;
    FreedMemory.giveBackNow();
    long left = resident() - before;

    assertThat(kept).isGreaterThan(PIECES * MIB / 2);
    assertThat(left).isLessThan(PIECES * MIB / 4);
  }

  private static void allocateAndFree(int pieces) {
    try (NDManager manager = new TorchEngine(1).newManager()) {
      for (int i = 0; i < pieces; i++) {
        manager.ones(new Shape(MIB / Float.BYTES));
      }
    }
  }

  private static long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
