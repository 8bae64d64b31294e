package io.nasrec.experiments.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.experiments.cli.Shell;
import org.junit.jupiter.api.Test;

class BenchTrainCommandTest {
  private final Shell shell = new Shell();

  @Test
  void aLinePerNetwork() {
    assertThat(
            shell.run(
                "bench",
                "train",
                "--networks",
                "fm,nasrec:criteo-small",
                "--seconds",
                "0",
                "--batch",
                "8",
                "--inference-batch",
                "16",
                "--ids",
                "20",
                "--threads",
                "1"))
        .as(shell.err())
        .isZero();
    assertThat(shell.out().lines())
        .hasSize(3)
        .anySatisfy(
            line ->
                assertThat(line)
                    .containsPattern("fm +222 parameters +13 MACs +training +[\\d,]+ rows/s"))
        .anySatisfy(line -> assertThat(line).startsWith("nasrec:criteo-small "));
  }

  @Test
  void aLinePerSizeOfTheTables() {
    assertThat(
            shell.run(
                "bench",
                "train",
                "--networks",
                "fm",
                "--seconds",
                "0",
                "--batch",
                "8",
                "--threads",
                "1",
                "--tables",
                "260,26000"))
        .as(shell.err())
        .isZero();
    assertThat(shell.out())
        .containsPattern("fm +260 rows +[\\d.]+ ms per step \\(1\\.00\\)")
        .containsPattern("fm +26,000 rows ")
        .contains("(rows and accumulators: 4 MB)");
  }
}
