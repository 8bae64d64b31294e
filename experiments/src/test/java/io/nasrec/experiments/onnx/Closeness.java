package io.nasrec.experiments.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

/** Whether two programs say the same. */
final class Closeness {
  /**
   * Both compute in float32 and add up in different orders; the largest difference seen over some
   * 200 random networks is 5e-6.
   */
  private static final double TOLERANCE = 1e-5;

  private Closeness() {}

  static void assertClose(float[] said, double[] ours) {
    assertThat(said).hasSameSizeAs(ours);
    int worst =
        IntStream.range(0, ours.length)
            .boxed()
            .max((a, b) -> Double.compare(Math.abs(said[a] - ours[a]), Math.abs(said[b] - ours[b])))
            .orElseThrow();
    double difference = Math.abs(said[worst] - ours[worst]);
    assertThat(difference)
        .as("row %s: %s, not %s", worst, said[worst], ours[worst])
        .isLessThan(TOLERANCE);
  }
}
