package io.nasrec.data.raw;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Progress;
import io.nasrec.data.CriteoLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        .hasMessage(
            wide
                + " is UTF-16 text, but must be UTF-8 or what schema.encoding names; convert it,"
                + " for example with iconv -f UTF-16 -t UTF-8");
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
        .hasMessageMatching(
            "\\Q"
                + other
                + "\\E, after record \\d+: the file is cut off: its zstd stream ends too early");
  }

  private byte[] gzip(List<String> lines) throws IOException {
    return Files.readAllBytes(CriteoLines.gzip(directory.resolve("part"), lines));
  }

  private static byte[] zstd(List<String> lines) {
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      return context.setChecksum(true).compress(text(lines, "\n"));
    }
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= 1;
    return copy;
  }

  @Test
  void streamsOneAfterTheOtherAreOneText() throws IOException {
    List<String> lines = CriteoLines.random(300, 5);
    byte[] empty = gzip(List.of());
    assertThat(
            read(
                file(
                    "joined.gz",
                    joined(gzip(lines.subList(0, 100)), empty, gzip(lines.subList(100, 300))))))
        .hasSize(300)
        .isEqualTo(
            read(
                file(
                    "joined.zst", joined(zstd(lines.subList(0, 7)), zstd(lines.subList(7, 300))))));
  }

  /** However many bad rows are allowed: rows that nobody has seen cannot be counted. */
  @Test
  void whatIsWrongBehindAWholeStreamEndsTheReading() throws IOException {
    byte[] first = gzip(CriteoLines.random(100, 6));
    byte[] second = gzip(CriteoLines.random(100, 7));
    String follows = "the file is damaged: what follows its gzip stream is not gzip";
    Map<String, byte[]> ends = new LinkedHashMap<>();
    ends.put(follows, flipped(second, 0));
    ends.put(follows + " ", "garbage".getBytes(StandardCharsets.US_ASCII));
    ends.put(follows + "  ", new byte[512]);
    ends.put(
        "the file is damaged gzip: Unsupported compression method 9 in the .gz header",
        flipped(second, 2));
    ends.put("the file is damaged gzip: Gzip-compressed data is corrupt", flipped(second, 10));
    ends.put(
        "the file is damaged gzip: Gzip-compressed data is corrupt ",
        flipped(second, second.length / 2));
    ends.put(
        "the file is damaged gzip: Gzip-compressed data is corrupt (CRC32 error)",
        flipped(second, second.length - 6));
    ends.put("the file is cut off: its gzip stream ends too early", Arrays.copyOf(second, 5));
    ends.put(
        "the file is cut off: its gzip stream ends too early ",
        Arrays.copyOf(second, second.length - 1));
    for (Map.Entry<String, byte[]> end : ends.entrySet()) {
      Path file = file("rows.gz", joined(first, end.getValue()));
      assertThatThrownBy(() -> RowTexts.of(new CriteoText(file, 1_000_000), 2))
          .as(end.getKey())
          .isInstanceOf(BadDataException.class)
          .hasMessageMatching("\\Q" + file + "\\E(, after record \\d+)?: .*")
          .hasMessageContaining(end.getKey().strip());
    }
  }

  @Test
  void whatIsWrongBehindAWholeFrameEndsTheReading() throws IOException {
    byte[] first = zstd(CriteoLines.random(100, 6));
    byte[] second = zstd(CriteoLines.random(100, 7));
    for (byte[] end :
        List.of(
            flipped(second, 0),
            flipped(second, second.length / 2),
            flipped(second, second.length - 1),
            Arrays.copyOf(second, 1),
            Arrays.copyOf(second, 7),
            Arrays.copyOf(second, second.length - 1),
            new byte[512])) {
      Path file = file("rows.zst", joined(first, end));
      assertThatThrownBy(() -> RowTexts.of(new CriteoText(file, 1_000_000), 2))
          .isInstanceOf(BadDataException.class)
          .hasMessageMatching(
              "\\Q" + file + "\\E(, after record \\d+)?: the file is (cut off|damaged).*zstd.*");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "504b03040000, a zip archive",
    "425a6839314159265359, bzip2",
    "fd377a585a00, xz",
    "377abcaf271c, a 7-Zip archive"
  })
  void whatMustBeUnpackedFirstIsNamed(String begin, String kind) throws IOException {
    Path file = file("rows", HexFormat.of().parseHex(begin));
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            file
                + " is "
                + kind
                + ", which is not read; unpack it (plain text, gzip and zstd are)");
  }

  @Test
  void otherFormatsAreNamed() throws IOException {
    Path parquet = file("rows", "PAR1".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> read(parquet))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            parquet + " is a Parquet file, but must be delimited text; set data.format to parquet");
  }

  @Test
  void blankLinesAreSkippedAndCounted() throws IOException {
    List<String> lines = CriteoLines.random(3, 8);
    Path file = file("blank", (String.join("\n\n", lines) + "\n \n\n").getBytes(UTF_8));
    CriteoText source = new CriteoText(file, 0);
    assertThat(RowTexts.of(source, 2)).isEqualTo(read(file("plain", text(lines, "\n"))));
    assertThat(source.read(2, "rows", Progress.NONE, rows -> rows, rows -> {}).blankLines())
        .isEqualTo(4);

    Path bad = file("bad", (String.join("\n\n", lines) + "\n\nx\n").getBytes(UTF_8));
    assertThatThrownBy(() -> read(bad))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(bad + ", record 7: expected 40 tab-separated columns");
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
