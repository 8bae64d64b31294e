package io.nasrec.experiments.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables in experiments/benchmarks. */
class PublishedBenchmarksTest {
  private static final Path ROOT = Path.of("benchmarks");

  static List<Path> published() throws IOException {
    try (Stream<Path> entries = Files.list(ROOT)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("published")
  void eachIsCompleteAndDescribed(Path directory) throws Exception {
    BenchmarkTable table = new BenchmarkFiles(directory).read();

    assertThat(table.isComplete()).isTrue();
    assertThat(table.networks())
        .allSatisfy(network -> assertThat(network.trainings()).hasSize(table.header().trainings()));
    assertThat(table.ofSpace())
        .allSatisfy(
            network -> assertThat(network.genes().fingerprint()).isEqualTo(network.fingerprint()));
    assertThat(Files.readString(ROOT.resolve("README.md")))
        .contains(
            "| `%s` | %s".formatted(directory.getFileName(), table.header().networks()),
            "of seed " + table.header().seed());
  }
}
