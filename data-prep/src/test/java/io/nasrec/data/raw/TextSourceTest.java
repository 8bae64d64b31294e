package io.nasrec.data.raw;

import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.nasrec.data.BadDataException;
import io.nasrec.data.CriteoLines;
import io.nasrec.data.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all text formats have in common; Criteo's stands for all. */
class TextSourceTest {
  private static final int ROWS = 20_000; // several pieces of text

  @TempDir Path directory;

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }

  private static byte[] text(List<String> lines, String end) {
    return (String.join(end, lines) + end).getBytes(StandardCharsets.US_ASCII);
  }

  private static List<String> read(Path... files) {
    return RowTexts.of(new CriteoText(RawFile.of(files), 0), 2);
  }

  @Test
  void plainGzipAndZstdAndAllLineEndsGiveTheSameRowsInTheSameOrder() throws IOException {
    List<String> lines = CriteoLines.random(ROWS, 1);
    List<String> rows = read(file("plain", text(lines, "\n")));

    assertThat(rows).hasSize(ROWS);
    assertThat(read(CriteoLines.gzip(directory.resolve("gzip"), lines))).isEqualTo(rows);
    assertThat(read(file("zstd", Zstd.compress(text(lines, "\n"))))).isEqualTo(rows);
    assertThat(read(file("crlf", text(lines, "\r\n")))).isEqualTo(rows);
    assertThat(read(file("cr", text(lines, "\r")))).isEqualTo(rows);
    for (int threads : new int[] {1, 3, 8}) {
      assertThat(RowTexts.of(new CriteoText(directory.resolve("gzip"), 0), threads))
          .isEqualTo(rows);
    }
  }

  @Test
  void severalFilesAreOneStreamButEachCountsItsOwnRecords() throws IOException {
    List<String> lines = CriteoLines.random(300, 2);
    Path first = file("first", text(lines.subList(0, 100), "\n"));
    Path second = CriteoLines.gzip(directory.resolve("second"), lines.subList(100, 300));
    assertThat(read(first, second)).isEqualTo(read(file("all", text(lines, "\n"))));

    List<String> damaged = new ArrayList<>(lines.subList(100, 300));
    damaged.set(6, "1\t2");
    Path third = file("third", text(damaged, "\n"));
    assertThatThrownBy(() -> read(first, second, third))
        .isInstanceOf(BadDataException.class)
        .hasMessage(third + ", record 7: expected 40 tab-separated columns, but found 2");
  }

  @Test
  void aByteOrderMarkIsSkippedAndUtf16IsRefused() throws IOException {
    List<String> lines = CriteoLines.random(3, 3);
    byte[] mark = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    byte[] text = text(lines, "\n");
    byte[] marked = Arrays.copyOf(mark, mark.length + text.length);
    System.arraycopy(text, 0, marked, mark.length, text.length);
    assertThat(read(file("marked", marked))).isEqualTo(read(file("plain", text)));

    Path wide = file("wide", String.join("\n", lines).getBytes(UTF_16));
    assertThatThrownBy(() -> read(wide))
        .isInstanceOf(BadDataException.class)
        .hasMessage(wide + " is UTF-16 text, but must be UTF-8 or ASCII");
  }

  @Test
  void embeddedNulsAreNoValues() throws IOException {
    String line = CriteoLines.with(CriteoLines.empty(1), 14, "ab\0cd");
    Path file = file("nul", text(List.of(CriteoLines.empty(0), line), "\n"));
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            file
                + ", record 2, column C1: expected 1 to 8 hexadecimal digits or nothing, but found"
                + " \"ab\\u0000cd\"");
  }

  @Test
  void numbersOutOfRangeAreNamed() throws IOException {
    String line = CriteoLines.with(CriteoLines.empty(1), 13, "9223372036854775808");
    Path file = file("large", text(List.of(line), "\n"));
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(", record 1, column I13: expected an integer or nothing, but found");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.7, 0.999})
  void ofACutOffFileTheLastWholeRecordIsTold(double part) throws IOException {
    byte[] gzip =
        Files.readAllBytes(
            CriteoLines.gzip(directory.resolve("whole"), CriteoLines.random(ROWS, 4)));
    Path file = file("cut.gz", Arrays.copyOf(gzip, (int) (gzip.length * part)));
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadDataException.class)
        .hasMessageMatching(
            "\\Q"
                + file
                + "\\E, after record \\d+: the file is cut off: its gzip stream ends too early");

    byte[] zstd = Zstd.compress(text(CriteoLines.random(ROWS, 4), "\n"));
    Path other = file("cut.zst", Arrays.copyOf(zstd, (int) (zstd.length * part)));
    assertThatThrownBy(() -> read(other))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(": the file is damaged or cut off zstd: ");
  }

  @Test
  void whatHasNoLineEndsIsNoTable() throws IOException {
    Path file = file("line", new byte[TextFile.MAX_RECORD + 1]);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadDataException.class)
        .hasMessage(file + ": expected a record that ends within 8388608 bytes");
  }

  @Test
  void checksumsAreCompared() throws IOException {
    Path file = file("rows", text(List.of(CriteoLines.empty(0)), "\n"));
    String md5 = "7ab8d1a3cb4e8d9bb1f4a2f0d7d3c6a1";
    CriteoText source =
        new CriteoText(List.of(new RawFile(file, Optional.empty(), Optional.of(md5))), 0);
    assertThatThrownBy(() -> source.identify(Progress.NONE))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(file + ": expected the MD5 checksum " + md5 + ", but found ");
    assertThatThrownBy(() -> new RawFile(file, Optional.empty(), Optional.of("12")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("checksum must be 64 (SHA-256) or 32 (MD5) hexadecimal digits, but was 12");
  }
}
