package io.nasrec.data.raw;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import io.nasrec.data.BadDataException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The text of a raw file. Gzip and zstd are known by the file's first bytes, not by its name; a
 * byte order mark is skipped.
 */
final class RawText implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Counter counter;
  private final InputStream text;

  private RawText(Counter counter, InputStream text) {
    this.counter = counter;
    this.text = text;
  }

  static RawText open(Path file) throws IOException {
    Counter counter = new Counter(Files.newInputStream(file));
    try {
      BufferedInputStream text = new BufferedInputStream(decompressed(counter), BUFFER);
      if (startsWith(text, "feff") || startsWith(text, "fffe")) {
        throw new BadDataException(file + " is UTF-16 text, but must be UTF-8 or ASCII");
      }
      if (startsWith(text, "efbbbf")) {
        text.skipNBytes(3);
      }
      return new RawText(counter, text);
    } catch (IOException | RuntimeException e) {
      counter.close();
      throw e;
    }
  }

  /** Whether a file's text begins so; false where it cannot be decompressed. */
  static boolean startsWith(Path file, String begin) throws IOException {
    try (RawText raw = open(file)) {
      byte[] expected = begin.getBytes(StandardCharsets.US_ASCII);
      return Arrays.equals(raw.text.readNBytes(expected.length), expected);
    } catch (IOException e) {
      if (damage(e).isEmpty()) {
        throw e;
      }
      return false; // whoever reads on finds out where it is damaged
    }
  }

  private static InputStream decompressed(InputStream file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(file, BUFFER);
    if (startsWith(in, "1f8b")) {
      return new GZIPInputStream(in, BUFFER);
    }
    return startsWith(in, "28b52ffd") ? new ZstdInputStream(in) : in;
  }

  private static boolean startsWith(BufferedInputStream in, String hex) throws IOException {
    byte[] expected = HexFormat.of().parseHex(hex);
    in.mark(expected.length);
    byte[] found = in.readNBytes(expected.length);
    in.reset();
    return Arrays.equals(found, expected);
  }

  /**
   * Reads on, at least one byte.
   *
   * @return how many bytes were read; -1 at the end
   */
  int read(byte[] buffer, int offset, int length) throws IOException {
    return text.read(buffer, offset, length);
  }

  /** How many of the file's bytes were read so far, before decompression. */
  long bytesRead() {
    return counter.count;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }

  /**
   * What is wrong with a file's content.
   *
   * @param e what reading it threw
   * @return such as {@code its gzip stream ends too early}; empty if it is not the content
   */
  static Optional<String> damage(IOException e) {
    if (e instanceof EOFException) {
      return Optional.of("the file is cut off: its gzip stream ends too early");
    }
    if (e instanceof ZipException) {
      return Optional.of("the file is damaged gzip: " + e.getMessage());
    }
    if (e instanceof ZstdIOException) {
      return Optional.of("the file is damaged or cut off zstd: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static final class Counter extends FilterInputStream {
    private long count;

    Counter(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
