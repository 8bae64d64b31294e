package org.apache.hadoop.io.compress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/**
 * Gzip for Parquet's reader, which looks for a class of this name. parquet-floor includes only the
 * parts of Hadoop that its own codecs need; the JDK provides the rest for this one.
 */
public final class GzipCodec implements CompressionCodec {
  @Override
  public Decompressor createDecompressor() {
    return null; // the stream needs none
  }

  @Override
  public CompressionInputStream createInputStream(InputStream in, Decompressor decompressor) {
    try {
      return new Decompressed(new GZIPInputStream(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Compressor createCompressor() {
    throw new UnsupportedOperationException("Parquet files are only read");
  }

  @Override
  public CompressionOutputStream createOutputStream(OutputStream out, Compressor compressor) {
    throw new UnsupportedOperationException("Parquet files are only read");
  }

  private static final class Decompressed extends CompressionInputStream {
    Decompressed(InputStream in) throws IOException {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return in.read(buffer, offset, length);
    }

    @Override
    public void resetState() {
      throw new UnsupportedOperationException("a page is read once");
    }
  }
}
