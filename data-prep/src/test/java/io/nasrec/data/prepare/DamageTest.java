package io.nasrec.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.commons.BadDataException;
import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.Progress;
import io.nasrec.data.CriteoLines;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.SplitScheme;
import io.nasrec.data.raw.CriteoText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing half-written, damaged or outdated is ever taken for a finished data set. */
class DamageTest {
  @TempDir Path directory;
  private Path raw;
  private Path target;

  @BeforeEach
  void write() throws IOException {
    raw = CriteoLines.write(directory.resolve("raw.tsv"), CriteoLines.random(3_000, 3));
    target = directory.resolve("out").resolve("set");
  }

  private static PrepareOptions options(Path raw, int minCount) {
    return new PrepareOptions(
        new CriteoText(raw, 0), SplitScheme.NASREC, 2, minCount, DenseTransform.LOG1P);
  }

  private Prepared prepare() {
    return Preparation.run(options(raw, 5), target, Progress.NONE);
  }

  private List<String> beside() throws IOException {
    try (Stream<Path> entries = Files.list(target.getParent())) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void whatAKilledProcessLeftIsRemovedAndTheWorkStartsOver() throws IOException {
    Path partial = Files.createDirectories(target.resolveSibling(".set.partial"));
    Files.writeString(partial.resolve("train.arrow"), "half a file");
    Files.writeString(target.resolveSibling(".set.lock"), "");

    assertThat(prepare().reused()).isFalse();
    assertThat(beside()).containsExactly("set");
  }

  @Test
  void twoRunsDoNotPrepareTheSameDataSetAtOnce() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch refused = new CountDownLatch(1);
    Progress waiting =
        (stage, done, total, unit) -> {
          if (stage.equals(Conversion.PARSE)) {
            begun.countDown();
            await(refused);
          }
        };
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<Prepared> first =
          other.submit(() -> Preparation.run(options(raw, 5), target, waiting));
      begun.await();
      assertThatThrownBy(this::prepare)
          .isInstanceOf(BadDataException.class)
          .hasMessage(
              target
                  + " is being prepared by another run; wait for it to finish, or name another"
                  + " directory");
      refused.countDown();
      assertThat(first.get().reused()).isFalse();
      assertThat(prepare().reused()).isTrue();
    } finally {
      other.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFullDiskIsToldAndLeavesNothing() throws Exception {
    // A limit on the size of files fails a write as a full disk does, and needs no disk to fill.
    Path shell = Path.of("/bin/sh");
    assumeTrue(Files.isExecutable(shell), "needs a shell to limit the size of files");
    Path big = CriteoLines.write(directory.resolve("big.tsv"), CriteoLines.random(20_000, 1));
    Process process =
        new ProcessBuilder(
                shell.toString(),
                "-c",
                "ulimit -f 2000 && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Limited.class.getName(),
                big.toString(),
                target.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isEqualTo(3);
    assertThat(output).contains("rows.tmp: File too large");
    assertThat(beside()).isEmpty();
  }

  /** Prepares a data set in a process of its own. */
  static final class Limited {
    private Limited() {}

    public static void main(String[] args) {
      try {
        Preparation.run(options(Path.of(args[0]), 5), Path.of(args[1]), 2, Progress.NONE);
      } catch (UncheckedIOException e) {
        System.out.println(e.getMessage());
        System.exit(3);
      }
    }
  }

  @Test
  void aFileThatWasDamagedLaterIsNoticed() throws IOException {
    prepare();
    Path file = target.resolve("train.arrow");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(this::prepare)
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(file + " is damaged: manifest.json gives it the checksum crc32c:");
  }

  @Test
  void otherRawRowsAnotherSchemaAndAnotherVersionAreNoticed() throws IOException {
    prepare();
    assertThatThrownBy(() -> Preparation.run(options(raw, 6), target, Progress.NONE))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(
            target
                + " holds another data set (its categorical column is"
                + " {\"name\":\"C1\",\"encoding\":{\"kind\":\"vocabulary\",\"minCount\":5,");

    Files.writeString(raw, CriteoLines.empty(1) + "\n", StandardOpenOption.APPEND);
    assertThatThrownBy(this::prepare)
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(target + " holds another data set (its digest of the raw data is ");

    Path manifest = target.resolve("manifest.json");
    ObjectNode document = CheckedJson.read(manifest);
    ((ObjectNode) document.get("key")).put("formatVersion", 1);
    CheckedJson.write(manifest, document);
    assertThatThrownBy(this::prepare)
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            manifest
                + " was written by another version of nasrec: expected format version 4, but"
                + " found 1");
  }

  @Test
  void aDataSetOfTheVersionWithoutChecksumsIsRefused() throws IOException {
    prepare();
    Path manifest = target.resolve("manifest.json");
    Files.writeString(
        manifest, Files.readString(manifest).replaceAll(",\\s*\"checksum\" : \"[^\"]*\"\\s}", "}"));
    assertThatThrownBy(this::prepare)
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            manifest + " has no checksum: it is damaged, or an earlier version of nasrec wrote it");
  }

  @Test
  void aDataSetWithoutItsManifestIsNoOtherThing() throws IOException {
    prepare();
    Path manifest = target.resolve("manifest.json");
    Files.delete(manifest);
    assertThatThrownBy(this::prepare)
        .isInstanceOf(BadDataException.class)
        .hasMessage(manifest + " is missing, although the files of a data set lie there");
  }

  @Test
  void aRawFileThatIsWrittenToWhileItIsReadIsNoticed() throws IOException {
    long bytes = Files.size(raw);
    Progress writing =
        (stage, done, total, unit) -> {
          if (stage.equals(Conversion.PARSE) && done == 0) {
            append(CriteoLines.empty(1) + "\n");
          }
        };
    assertThatThrownBy(() -> Preparation.run(options(raw, 5), target, writing))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(
            raw + " was changed while it was being read: it had " + bytes + " bytes of ")
        .hasMessageEndingWith("; nothing was kept, start again when it is complete");
    assertThat(beside()).isEmpty();
  }

  private void append(String text) {
    try {
      Files.writeString(raw, text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFieldThatIsAlwaysMissingHasTheTwoSpecialIds() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : CriteoLines.random(1_000, 1)) {
      lines.add(CriteoLines.with(CriteoLines.with(line, 14, ""), 1, ""));
    }
    CriteoLines.write(raw, lines);
    Prepared prepared = prepare();

    assertThat(prepared.manifest().cardinalities().get(0)).isEqualTo(2);
    assertThat(prepared.manifest().cardinalities().get(1)).isGreaterThan(2);
  }

  @Test
  void aFailureWhileEncodingLeavesNothing() throws IOException {
    Progress failing =
        (stage, done, total, unit) -> {
          if (stage.equals(Conversion.ENCODE) && done > 0) {
            throw new IllegalStateException("stop");
          }
        };
    assertThatThrownBy(() -> Preparation.run(options(raw, 5), target, failing))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("stop");
    assertThat(beside()).isEmpty();
  }
}
