package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.data.Dataset;
import io.nasrec.data.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrepareCommandTest {
  private final Shell shell = new Shell();

  @Test
  void itSaysWhatItMadeAndHowToUseIt(@TempDir Path parent) {
    Path out = parent.resolve("rows");

    assertThat(shell.run("prepare", "--set", "data.format.rows=2000", "--out", out)).isZero();

    try (Dataset data = Dataset.open(out)) {
      Manifest made = data.manifest();
      long ids = made.cardinalities().stream().mapToInt(Integer::intValue).sum();
      assertThat(made.train().rows() + made.validation().rows() + made.test().rows())
          .isEqualTo(2000);
      assertThat(shell.out())
          .isEqualTo(
              String.format(
                  Locale.ROOT,
                  """
                  data set made: %s
                  split        rows  click rate
                  train       %,d     %.2f %%
                  validation    %d     %.2f %%
                  test          %d     %.2f %%
                  ids: %d in 26 fields
                  bad rows skipped: 0
                  to use it instead of data.raw: --set data.prepared=%s
                  """,
                  out,
                  made.train().rows(),
                  100.0 * made.train().positives() / made.train().rows(),
                  made.validation().rows(),
                  100.0 * made.validation().positives() / made.validation().rows(),
                  made.test().rows(),
                  100.0 * made.test().positives() / made.test().rows(),
                  ids,
                  out));
    }
    assertThat(shell.run("prepare", "--set", "data.format.rows=2000", "--out", out)).isZero();
    assertThat(shell.out())
        .startsWith("data set found (made from the same rows and options): " + out);
  }

  @Test
  void otherRowsDoNotReplaceWhatIsThere(@TempDir Path parent) {
    Path out = parent.resolve("rows");
    shell.run("prepare", "--set", "data.format.rows=2000", "--out", out);

    assertThat(shell.run("prepare", "--set", "data.format.rows=2001", "--out", out)).isEqualTo(2);
    assertThat(shell.err())
        .startsWith(out + " holds another data set")
        .contains("remove it or name another directory");
  }

  @Test
  void whatIsPreparedIsNotPreparedAgain(@TempDir Path parent) {
    assertThat(shell.run("prepare", "--set", "data.prepared=" + parent)).isEqualTo(2);
    assertThat(shell.err().strip())
        .isEqualTo(
            "data.prepared: names a data set that is already prepared ("
                + parent
                + "); 'nasrec prepare' reads raw rows: add --set data.prepared=none and name"
                + " data.raw");
  }

  @Test
  void aMalformedRowIsTheUsersMistakeUnlessItMayBeSkipped(@TempDir Path parent) throws Exception {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      rows.append(i % 4 == 0 ? "1" : "0").append("\t5".repeat(13));
      rows.append("\t0000000a".repeat(26)).append('\n');
    }
    Path raw = parent.resolve("rows.tsv");
    Files.writeString(raw, rows + "2" + rows.substring(1));
    String experiment = "configs/criteo-sample.yaml";
    Path out = parent.resolve("out");

    assertThat(shell.run("prepare", experiment, "--set", "data.raw=" + raw, "--out", out))
        .isEqualTo(2);
    assertThat(shell.err()).startsWith(raw + ", record 41, column ").contains("label");
    assertThat(out).doesNotExist();
    assertThat(
            shell.run(
                "prepare",
                experiment,
                "--set",
                "data.raw=" + raw,
                "--set",
                "data.maxBadRows=1",
                "--out",
                out))
        .isZero();
    assertThat(shell.out()).contains("bad rows skipped: 1");
  }

  @Test
  void aFileThatIsNotThereIsTheUsersMistake(@TempDir Path parent) {
    Path raw = parent.resolve("absent.tsv");

    assertThat(
            shell.run(
                "prepare",
                "configs/criteo-sample.yaml",
                "--set",
                "data.raw=" + raw,
                "--out",
                parent.resolve("out")))
        .isEqualTo(2);
    assertThat(shell.err()).contains(raw.toString()).doesNotContain("\tat ");
  }

  @Test
  void valuesMayBeHashedOrCapped(@TempDir Path parent) {
    assertThat(prepared(parent.resolve("hashed"), "data.hashBuckets=20"))
        .contains("ids: 572 in 26 fields");
    assertThat(prepared(parent.resolve("capped"), "data.maxValues=4"))
        .contains("ids: 156 in 26 fields");
    assertThat(
            shell.run(
                "prepare",
                "--set",
                "data.format.rows=2000",
                "--set",
                "data.denseTransform=squareLog",
                "--set",
                "data.squareLogIds=true",
                "--out",
                parent.resolve("numbers")))
        .isZero();
    assertThat(shell.out()).contains(" in 39 fields");
  }

  private String prepared(Path out, String override) {
    shell.run("prepare", "--set", "data.format.rows=2000", "--set", override, "--out", out);
    return shell.out();
  }
}
