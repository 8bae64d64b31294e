package io.nasrec.data.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Progress;
import io.nasrec.data.CriteoLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CriteoTextTest {
  @TempDir Path directory;

  private static List<String> read(Path file) {
    return RowTexts.of(new CriteoText(file, 0), 2);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("rows.tsv"), text);
  }

  private static List<String> two() {
    String first = CriteoLines.with(CriteoLines.empty(1), 1, "-3");
    first = CriteoLines.with(first, 13, "70000");
    first = CriteoLines.with(first, 14, "68fd1e64");
    first = CriteoLines.with(first, 39, "FFFFFFFF");
    return List.of(first, CriteoLines.with(CriteoLines.empty(0), 15, "0"));
  }

  @Test
  void valuesAndMissingOnesAreRead() throws IOException {
    assertThat(read(file(String.join("\n", two()) + "\n")))
        .containsExactly(
            "1 -3.0" + " -".repeat(11) + " 70000.0 68fd1e64" + " -".repeat(24) + " ffffffff",
            "0" + " -".repeat(13) + " - 00000000" + " -".repeat(24));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void lineEndsAreEitherKindAndTheLastMayLackIt(String end) throws IOException {
    List<String> expected = read(file(String.join("\n", two()) + "\n"));
    assertThat(read(file(String.join(end, two()) + end))).isEqualTo(expected);
    assertThat(read(file(String.join(end, two())))).isEqualTo(expected);
  }

  @Test
  void gzipIsKnownByItsContent() throws IOException {
    List<String> expected = read(file(String.join("\n", two()) + "\n"));
    assertThat(read(CriteoLines.gzip(directory.resolve("named.tsv"), two()))).isEqualTo(expected);
    assertThat(read(CriteoLines.write(directory.resolve("plain.gz"), two()))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 |2        |column label: expected 0 or 1, but found \"2\"",
        "0 |''       |column label: expected 0 or 1, but found \"\"",
        "2 |abc      |column I2: expected an integer or nothing, but found \"abc\"",
        "13|1.5      |column I13: expected an integer or nothing, but found \"1.5\"",
        "14|xyz      |column C1: expected 1 to 8 hexadecimal digits or nothing, but found \"xyz\"",
        "39|123456789|column C26: expected 1 to 8 hexadecimal digits or nothing, but found"
            + " \"123456789\"",
        "39|+1       |column C26: expected 1 to 8 hexadecimal digits or nothing, but found \"+1\"",
      })
  void aBadValueIsNamed(int column, String value, String problem) throws IOException {
    String bad = CriteoLines.with(CriteoLines.empty(0), column, value);
    Path file = file(CriteoLines.empty(1) + "\n" + bad + "\n");

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadDataException.class)
        .hasMessage(file + ", record 2, " + problem);
  }

  @Test
  void aLongBadValueIsShownInShort() throws IOException {
    Path file = file(CriteoLines.with(CriteoLines.empty(0), 1, "\u0007x".repeat(5000)) + "\n");

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadDataException.class)
        .hasMessageEndingWith("but found \"" + "\\u0007x".repeat(12) + "…\"");
  }

  @ParameterizedTest
  @CsvSource({"0,1", "'0\t1\t2',3"})
  void aWrongNumberOfColumnsIsNamed(String line, int columns) throws IOException {
    Path file = file(CriteoLines.empty(1) + "\n" + line + "\n" + CriteoLines.empty(1) + "\n");

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadDataException.class)
        .hasMessage(file + ", record 2: expected 40 tab-separated columns, but found " + columns);
  }

  @Test
  void badRowsAreSkippedAndCountedUpToTheMaximum() throws IOException {
    String good = CriteoLines.empty(1);
    String bad = CriteoLines.with(good, 1, "x");
    Path file = file(String.join("\n", good, bad, good, bad, good, "0") + "\n");

    assertThat(new CriteoText(file, 3).read(1, "test", Progress.NONE, rows -> rows, rows -> {}))
        .returns(3L, RawSource.Tally::rows)
        .returns(3L, RawSource.Tally::badRows);
    assertThat(RowTexts.of(new CriteoText(file, 3), 1))
        .hasSize(3)
        .allMatch(row -> row.startsWith("1 "));
    assertThatThrownBy(
            () -> new CriteoText(file, 2).read(1, "test", Progress.NONE, rows -> rows, rows -> {}))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            "more than 2 bad rows (maxBadRows); the first: "
                + file
                + ", record 2, column I1: expected an integer or nothing, but found \"x\"");
  }

  @Test
  void aMissingFileADirectoryAndAnEmptyFileAreNamed() throws IOException {
    Path missing = directory.resolve("none.tsv");
    assertThatThrownBy(() -> new CriteoText(missing, 0).identify(Progress.NONE))
        .isInstanceOf(BadDataException.class)
        .hasMessage(missing + " does not exist");
    assertThatThrownBy(() -> new CriteoText(directory, 0).identify(Progress.NONE))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("must be a file");
    Path empty = file("");
    assertThatThrownBy(() -> new CriteoText(empty, 0).identify(Progress.NONE))
        .isInstanceOf(BadDataException.class)
        .hasMessage(empty + " is empty");
  }

  @Test
  void aCutOffOrDamagedGzipIsNamed() throws IOException {
    Path file = CriteoLines.gzip(directory.resolve("rows.gz"), CriteoLines.random(500, 1));
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {5, bytes.length / 2, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> read(file))
          .isInstanceOf(BadDataException.class)
          .hasMessageStartingWith(file.toString())
          .hasMessageEndingWith(": the file is cut off: its gzip stream ends too early");
    }
    byte[] damaged = bytes.clone();
    Arrays.fill(damaged, bytes.length / 2, bytes.length / 2 + 100, (byte) 0xff);
    Files.write(file, damaged);
    assertThatThrownBy(
            () ->
                new CriteoText(file, 1000).read(1, "test", Progress.NONE, rows -> rows, rows -> {}))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(": the file is damaged gzip: ");
  }

  @Test
  void progressCountsTheFilesBytes() throws IOException {
    Path file = CriteoLines.gzip(directory.resolve("rows.gz"), CriteoLines.random(20_000, 1));
    long size = Files.size(file);
    List<Long> done = new ArrayList<>();
    new CriteoText(file, 0)
        .read(
            2,
            "test",
            (stage, now, total, unit) -> {
              assertThat(stage + total + unit).isEqualTo("test" + size + "bytes");
              done.add(now);
            },
            rows -> rows,
            rows -> {});

    assertThat(done).hasSizeGreaterThan(2).isSorted().endsWith(size);
  }

  @Test
  void optionsAreChecked() {
    assertThatThrownBy(() -> new CriteoText(directory, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxBadRows must be at least 0, but was -1");
    assertThatThrownBy(() -> new Synthetic(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows must be at least 1, but was 0");
  }
}
