package io.nasrec.data.raw;

import io.nasrec.commons.BadDataException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** The text of a raw file, plain, gzip or zstd. A byte order mark is skipped. */
final class RawText implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final Unpacked unpacked;
  private final BufferedInputStream text;

  private RawText(Unpacked unpacked, BufferedInputStream text) {
    this.unpacked = unpacked;
    this.text = text;
  }

  /**
   * Opens a file.
   *
   * @throws BadDataException if it is not text, or is UTF-16
   * @throws BrokenStreamException if its compression is damaged
   * @throws IOException if it cannot be read
   */
  static RawText open(Path file) throws IOException {
    Unpacked unpacked = Unpacked.open(file);
    try {
      BufferedInputStream text = new BufferedInputStream(unpacked, BUFFER);
      requireText(file, FileKind.of(text));
      if (startsWith(text, BYTE_ORDER_MARK)) {
        text.skipNBytes(BYTE_ORDER_MARK.length);
      }
      return new RawText(unpacked, text);
    } catch (IOException | RuntimeException e) {
      unpacked.close();
      throw e;
    }
  }

  private static void requireText(Path file, FileKind kind) {
    switch (kind) {
      case OTHER -> {}
      case UTF_16 ->
          throw new BadDataException(
              file
                  + " is UTF-16 text, but must be UTF-8 or what schema.encoding names; convert it,"
                  + " for example with iconv -f UTF-16 -t UTF-8");
      case PARQUET, ARROW_FILE, ARROW_STREAM ->
          throw new BadDataException(
              "%s is %s, but must be delimited text; set data.format to %s"
                  .formatted(file, kind.words(), kind == FileKind.PARQUET ? "parquet" : "arrow"));
      default ->
          throw new BadDataException(
              "%s holds %s, but must hold delimited text; unpack or convert it first"
                  .formatted(file, kind.words()));
    }
  }

  /** Whether a file's text begins with the given text; false if it cannot be decompressed. */
  static boolean startsWith(Path file, String begin) throws IOException {
    try (RawText raw = open(file)) {
      return startsWith(raw.text, begin.getBytes(StandardCharsets.US_ASCII));
    } catch (BrokenStreamException e) {
      return false; // whoever reads on finds out where it is damaged
    }
  }

  private static boolean startsWith(BufferedInputStream text, byte[] begin) throws IOException {
    text.mark(begin.length);
    byte[] found = text.readNBytes(begin.length);
    text.reset();
    return Arrays.equals(found, begin);
  }

  /**
   * Reads more, at least one byte.
   *
   * @return how many bytes were read; -1 at the end
   */
  int read(byte[] buffer, int offset, int length) throws IOException {
    return text.read(buffer, offset, length);
  }

  /** How many of the file's bytes have been read so far, before decompression. */
  long bytesRead() {
    return unpacked.packedBytes();
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
