package io.nasrec.data.prepare;

import io.nasrec.commons.OrderedWork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Rows in a temporary file, between the pass that learns the vocabularies and the one that needs
 * them, so that text is parsed only once. The file is as large as the data set and is deleted on
 * closing.
 */
final class Spill implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final int denseWidth;
  private final int sparseWidth;
  private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

  Spill(Path file, int denseWidth, int sparseWidth) throws IOException {
    this.file = file;
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    this.denseWidth = denseWidth;
    this.sparseWidth = sparseWidth;
  }

  void write(EncodedRows rows) {
    ByteBuffer out = buffer(Integer.BYTES + bytes(rows.size()));
    out.putInt(rows.size());
    rows.writeTo(out);
    out.flip();
    try {
      while (out.hasRemaining()) {
        channel.write(out);
      }
    } catch (IOException e) {
      throw OutputFile.unwritable(file, e);
    }
  }

  /**
   * Reads all rows again, in the same blocks.
   *
   * @param threads the number of threads
   * @param work processes each block, on one of these threads
   * @param consumer takes the blocks in order, on the calling thread
   */
  void read(int threads, Consumer<EncodedRows> work, Consumer<EncodedRows> consumer)
      throws IOException {
    channel.position(0);
    OrderedWork.run(threads, () -> next(work), consumer);
  }

  private Callable<EncodedRows> next(Consumer<EncodedRows> work) throws IOException {
    if (channel.position() == channel.size()) {
      return null;
    }
    int size = read(buffer(Integer.BYTES)).getInt();
    EncodedRows rows = new EncodedRows(size, denseWidth, sparseWidth);
    rows.readFrom(read(buffer(bytes(size))));
    return () -> {
      work.accept(rows);
      return rows;
    };
  }

  private int bytes(int size) {
    return EncodedRows.bytes(size, denseWidth, sparseWidth);
  }

  private ByteBuffer read(ByteBuffer in) throws IOException {
    while (in.hasRemaining()) {
      if (channel.read(in) < 0) {
        throw new IOException("a temporary file has become shorter");
      }
    }
    return in.flip();
  }

  private ByteBuffer buffer(int bytes) {
    if (buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
    return buffer.clear().limit(bytes);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
