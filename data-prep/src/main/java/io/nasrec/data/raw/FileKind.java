package io.nasrec.data.raw;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The kind of a file, by its first bytes rather than its name. */
public enum FileKind {
  /** Gzip, around anything. */
  GZIP("gzip", "1f8b"),
  /** Zstandard, around anything; some writers begin with a skippable frame. */
  ZSTD("zstd", "28b52ffd|5.2a4d18"),
  /** A zip archive, which an Excel workbook is too. */
  ZIP("a zip archive", "504b0304|504b0506"),
  /** Bzip2. */
  BZIP2("bzip2", "425a683.314159265359"),
  /** Xz. */
  XZ("xz", "fd377a585a00"),
  /** A 7-Zip archive. */
  SEVEN_ZIP("a 7-Zip archive", "377abcaf271c"),
  /** Arrow's file format, also called Feather 2. */
  ARROW_FILE("an Arrow file", "4152524f5731"),
  /** Arrow's stream format. */
  ARROW_STREAM("an Arrow stream", "ffffffff"),
  /** Parquet. */
  PARQUET("a Parquet file", "50415231"),
  /** Avro. */
  AVRO("an Avro file", "4f626a01"),
  /** UTF-16 text with its byte order mark. */
  UTF_16("UTF-16 text", "feff|fffe"),
  /** None of these; presumably delimited text. */
  OTHER("text", "");

  private static final int BYTES = 10;

  private final String words;
  private final Pattern begin;

  FileKind(String words, String begin) {
    this.words = words;
    this.begin = Pattern.compile("(" + begin + ").*");
  }

  /**
   * Detects the kind of a file.
   *
   * @param file the file
   * @return its kind; for a compressed file, the compression
   * @throws IOException if it cannot be read
   */
  public static FileKind of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return beginning(in.readNBytes(BYTES));
    }
  }

  /** The kind of a stream's content; nothing is consumed. */
  static FileKind of(BufferedInputStream in) throws IOException {
    in.mark(BYTES);
    byte[] begin = in.readNBytes(BYTES);
    in.reset();
    return beginning(begin);
  }

  private static FileKind beginning(byte[] bytes) {
    String hex = HexFormat.of().formatHex(bytes);
    return Arrays.stream(values())
        .filter(kind -> kind.begin.matcher(hex).matches())
        .findFirst()
        .orElseThrow();
  }

  /**
   * The name for messages.
   *
   * @return such as {@code "a zip archive"}
   */
  public String words() {
    return words;
  }

  /** Whether it must be unpacked before any of our readers can use it. */
  boolean isForeignArchive() {
    return switch (this) {
      case ZIP, BZIP2, XZ, SEVEN_ZIP -> true;
      default -> false;
    };
  }
}
