package io.nasrec.experiments.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.experiments.cli.Shell;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchDataCommandTest {
  @TempDir Path directory;

  @Test
  void rowsAreMadePreparedReadAndRemoved() {
    Shell shell = new Shell();

    assertThat(shell.run("bench", "data", "--rows", "3000", "--threads", "1", "--dir", directory))
        .isZero();
    assertThat(shell.out())
        .startsWith("made-up rows, 1 MB, read 1 time(s), 1 thread(s), heap of at most ")
        .contains("prepare: 3,000 rows in ")
        .contains("  encode ")
        .contains("batches of 512, random, 1 reader(s): ");
    assertThat(directory).isEmptyDirectory();
  }
}
