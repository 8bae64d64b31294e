package io.nasrec.data.raw;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * A file's bytes after decompression, from the first to the last. Gzip and zstd are recognised by
 * the file's first bytes, not by its name; several such streams may follow each other. If one is
 * truncated or damaged, or is followed by anything else, reading ends with a {@link
 * BrokenStreamException}: nothing is skipped silently.
 */
final class Unpacked extends InputStream {
  private static final int BUFFER = 1 << 16;

  private final Packed packed;
  private final FileKind kind;
  private final InputStream content;

  private Unpacked(Packed packed) throws IOException {
    this.packed = packed;
    BufferedInputStream in = new BufferedInputStream(packed, BUFFER);
    kind = FileKind.of(in);
    try {
      content =
          switch (kind) {
            case GZIP -> new GzipCompressorInputStream(in, true);
            case ZSTD -> new ZstdInputStream(new LastByteAlone(in));
            default -> in;
          };
    } catch (IOException e) {
      throw explained(e);
    }
  }

  /**
   * Opens a file.
   *
   * @throws BrokenStreamException if its beginning is damaged
   * @throws IOException if it cannot be read
   */
  static Unpacked open(Path file) throws IOException {
    Packed packed = new Packed(Files.newInputStream(file));
    try {
      return new Unpacked(packed);
    } catch (IOException | RuntimeException e) {
      packed.close();
      throw e;
    }
  }

  /** How many of the file's bytes were read so far, before decompression. */
  long packedBytes() {
    return packed.count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return content.read(buffer, offset, length);
    } catch (IOException e) {
      throw explained(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      content.close();
    } finally {
      packed.close();
    }
  }

  private IOException explained(IOException e) {
    if (packed.failed || (kind != FileKind.GZIP && kind != FileKind.ZSTD)) {
      return e;
    }
    String message = String.valueOf(e.getMessage());
    if (e instanceof EOFException || message.startsWith("Truncated source")) {
      String problem = "the file is cut off: its %s stream ends too early".formatted(kind.words());
      return new BrokenStreamException(problem, e);
    }
    if (message.startsWith("Garbage after") || message.startsWith("Unknown frame descriptor")) {
      String problem = "the file is damaged: what follows its %s stream is not %s";
      return new BrokenStreamException(problem.formatted(kind.words(), kind.words()), e);
    }
    return new BrokenStreamException(
        "the file is damaged %s: %s".formatted(kind.words(), message), e);
  }

  /** The file itself: counts its bytes, and knows whether reading them has failed. */
  private static final class Packed extends FilterInputStream {
    private long count;
    private boolean failed;

    Packed(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        int read = super.read(buffer, offset, length);
        count += Math.max(0, read);
        return read;
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }
  }
}
