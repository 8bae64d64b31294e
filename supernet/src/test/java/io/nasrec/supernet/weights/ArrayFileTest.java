package io.nasrec.supernet.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrayFileTest {
  @TempDir private Path directory;

  /** The order of {@link Map#of} changes from one start of Java to the next. */
  @Test
  void equalArraysGiveEqualBytesWhateverTheOrderOfTheMap() throws Exception {
    float[] labels = {0, 1};
    float[] logits = {0.5f, -2};
    Map<String, float[]> one = new LinkedHashMap<>();
    one.put("labels", labels);
    one.put("logits", logits);
    Map<String, float[]> other = new LinkedHashMap<>();
    other.put("logits", logits);
    other.put("labels", labels);

    ArrayFile.write(directory.resolve("one"), one, Map.of());
    ArrayFile.write(directory.resolve("other"), other, Map.of());

    assertThat(directory.resolve("one")).hasSameBinaryContentAs(directory.resolve("other"));
  }
}
