package io.nasrec.experiments.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.commons.BadDataException;
import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.DamagedFileException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkFilesTest {
  private static final BenchmarkTable TABLE =
      SampleBenchmark.of(
          new double[] {0.50, 0.51}, new double[] {0.55, Double.NaN}, new double[] {0.52, 0.53});

  @TempDir private Path directory;

  @Test
  void whatIsWrittenIsReadBack() throws Exception {
    BenchmarkFiles files = new BenchmarkFiles(directory);
    files.write(TABLE);

    assertThat(files.read()).isEqualTo(TABLE);
    assertThat(files.read().networks().get(0).genes().fingerprint())
        .isEqualTo(TABLE.networks().get(0).fingerprint());
  }

  /** As it is published. */
  @Test
  void theNetworksMayBeCompressed() throws Exception {
    BenchmarkFiles files = new BenchmarkFiles(directory);
    files.write(TABLE);
    Path plain = directory.resolve("benchmark.jsonl");
    Path compressed = directory.resolve("benchmark.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      Files.copy(plain, out);
    }
    Files.delete(plain);

    assertThat(files.read()).isEqualTo(TABLE);

    byte[] bytes = Files.readAllBytes(compressed);
    Files.write(compressed, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(files::read)
        .isInstanceOf(DamagedFileException.class)
        .hasMessageStartingWith(compressed + " is damaged: it cannot be decompressed: ");
  }

  @Test
  void aDamagedLineIsNamed() throws Exception {
    BenchmarkFiles files = new BenchmarkFiles(directory);
    files.write(TABLE);
    Path file = directory.resolve("benchmark.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(1, lines.get(1).replace("0.55", "0.45"));
    Files.write(file, lines);

    assertThatThrownBy(files::read)
        .isInstanceOf(DamagedFileException.class)
        .hasMessageStartingWith(file + " is damaged: its checksum is ")
        .hasMessageEndingWith("(line 2)");
    lines.set(1, lines.get(0));
    Files.write(file, lines);
    assertThatThrownBy(files::read)
        .hasMessage(
            "%s is damaged: network %s comes twice (line 2)"
                .formatted(file, TABLE.networks().get(0).name()));
    lines.set(1, lines.get(1).substring(0, 50));
    Files.write(file, lines);
    assertThatThrownBy(files::read).hasMessageContaining("(line 2)");
  }

  @Test
  void whatIsNoBenchmarkIsSaid() throws Exception {
    BenchmarkFiles files = new BenchmarkFiles(directory);
    assertThatThrownBy(files::read)
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            directory
                + ": holds no benchmark (no benchmark.json); name the directory of one, or build"
                + " one there with 'nasrec benchmark build'");
    files.write(TABLE);
    Path header = directory.resolve("benchmark.json");
    ObjectNode document = CheckedJson.read(header);
    CheckedJson.write(header, document.put("format", 2));
    assertThatThrownBy(files::read)
        .hasMessage(
            header + " was written by another version of nasrec: its format must be 1, but is 2");
    Files.delete(directory.resolve("benchmark.jsonl"));
    assertThatThrownBy(files::read)
        .hasMessage(
            directory.resolve("benchmark.jsonl")
                + " is missing, although benchmark.json lies beside it");
  }
}
