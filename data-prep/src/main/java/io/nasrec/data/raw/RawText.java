package io.nasrec.data.raw;

import io.nasrec.data.BadDataException;
import io.nasrec.data.Progress;
import io.nasrec.data.RawIdentity;
import io.nasrec.data.Sha256;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A raw text file, open for reading; gzip is known by its first two bytes, not by its name. */
final class RawText implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Counter counter;
  private final Reader reader;
  private final long bytes;

  private RawText(Counter counter, Reader reader, long bytes) {
    this.counter = counter;
    this.reader = reader;
    this.bytes = bytes;
  }

  static RawText open(Path file) throws IOException {
    check(file);
    Counter counter = new Counter(Files.newInputStream(file));
    try {
      BufferedInputStream in = new BufferedInputStream(counter, BUFFER);
      InputStream text = isGzip(in) ? new GZIPInputStream(in, BUFFER) : in;
      // Latin-1 maps each byte to one character: it is fast, and no byte is an error.
      Reader reader = new InputStreamReader(text, StandardCharsets.ISO_8859_1);
      return new RawText(counter, reader, Files.size(file));
    } catch (IOException e) {
      counter.close();
      throw e;
    }
  }

  static RawIdentity identify(Path file, Progress progress) {
    check(file);
    try {
      return new RawIdentity(
          file.getFileName().toString(), Files.size(file), Sha256.of(file, progress));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Reader reader() {
    return reader;
  }

  /** How many of the file's bytes were read so far, before decompression. */
  long bytesRead() {
    return counter.count;
  }

  /** The file's size, before decompression. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private static void check(Path file) {
    if (!Files.exists(file)) {
      throw new BadDataException(file + " does not exist");
    }
    if (!Files.isRegularFile(file)) {
      throw new BadDataException(file + " must be a file, but is a directory or a device");
    }
    if (file.toFile().length() == 0) {
      throw new BadDataException(file + " is empty");
    }
  }

  private static boolean isGzip(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip;
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
