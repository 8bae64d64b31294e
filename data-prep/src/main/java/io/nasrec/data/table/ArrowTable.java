package io.nasrec.data.table;

import io.nasrec.commons.BadDataException;
import io.nasrec.data.raw.FileKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;

/**
 * A file in Arrow's file or stream format, recognised by its first bytes; one record batch is in
 * memory at a time. A stream must have its end-of-stream marker; without it, it may have been
 * truncated.
 */
final class ArrowTable implements Table {
  private static final byte[] END_OF_STREAM = {-1, -1, -1, -1, 0, 0, 0, 0};

  private final Path file;
  private final FileChannel channel;
  private final BufferAllocator allocator = new RootAllocator();
  private final ArrowReader reader;
  private final boolean stream;
  private final List<FieldVector> vectors;
  private int rows;
  private int row = -1;
  private long rowsBefore;

  ArrowTable(Path file) throws IOException {
    this.file = file;
    stream = FileKind.of(file) == FileKind.ARROW_STREAM;
    channel = FileChannel.open(file);
    reader =
        stream
            ? new ArrowStreamReader(channel, allocator, CommonsCompressionFactory.INSTANCE)
            : new ArrowFileReader(channel, allocator, CommonsCompressionFactory.INSTANCE);
    try {
      vectors = reader.getVectorSchemaRoot().getFieldVectors();
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      BadDataException damaged = damaged(e);
      try {
        close();
      } catch (IOException | RuntimeException again) {
        damaged.addSuppressed(again);
      }
      throw damaged;
    }
  }

  @Override
  public List<String> columns() {
    return DelimitedText.names(
        vectors.stream().map(vector -> vector.getField().getName()).toList());
  }

  @Override
  public boolean next() throws IOException {
    row++;
    while (row >= rows) {
      try {
        if (!reader.loadNextBatch()) {
          requireEnd();
          return false;
        }
        rowsBefore += rows;
        rows = reader.getVectorSchemaRoot().getRowCount();
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        throw damaged(e);
      }
      row = 0;
    }
    return true;
  }

  private void requireEnd() throws IOException {
    if (!stream) {
      return; // its footer was read
    }
    ByteBuffer end = ByteBuffer.allocate(END_OF_STREAM.length);
    channel.read(end, Math.max(0, channel.size() - END_OF_STREAM.length));
    if (channel.position() != channel.size() || !Arrays.equals(end.array(), END_OF_STREAM)) {
      throw new BadDataException(
          file
              + ": expected the mark of an Arrow stream's end behind its last record batch, but"
              + " found none there; the file is cut off, or something follows the stream");
    }
  }

  @Override
  public ColumnType type(int column) {
    FieldVector vector = vectors.get(column);
    if (!vector.getField().getChildren().isEmpty()) {
      return ColumnType.NESTED;
    }
    DictionaryEncoding encoding = vector.getField().getDictionary();
    return ArrowCell.type(encoding == null ? vector : reader.lookup(encoding.getId()).getVector());
  }

  @Override
  public Object cell(int column) {
    FieldVector vector = vectors.get(column);
    if (!vector.getField().getChildren().isEmpty()) {
      throw new BadDataException(
          "%s, column %s: expected a text, number or boolean in each row, but found nested values"
              .formatted(file, vector.getName()));
    }
    try {
      return value(vector);
    } catch (RuntimeException e) {
      throw damaged(e); // offsets and indices that lead out of their buffers
    }
  }

  private Object value(FieldVector vector) {
    if (vector.isNull(row)) {
      return null;
    }
    DictionaryEncoding encoding = vector.getField().getDictionary();
    if (encoding == null) {
      return ArrowCell.value(vector, row);
    }
    Dictionary dictionary = reader.lookup(encoding.getId());
    int index = Math.toIntExact(((BaseIntVector) vector).getValueAsLong(row));
    return ArrowCell.value(dictionary.getVector(), index);
  }

  /** A length that was damaged may ask for more memory than there is. */
  private BadDataException damaged(Throwable e) {
    return e instanceof BadDataException known
        ? known
        : new BadDataException(file + " is not a readable Arrow file: " + e.getMessage(), e);
  }

  @Override
  public String place() {
    return "record " + (rowsBefore + row + 1);
  }

  @Override
  public long done() {
    return reader.bytesRead();
  }

  @Override
  public long total() {
    return file.toFile().length();
  }

  @Override
  public String unit() {
    return "bytes";
  }

  @Override
  public void close() throws IOException {
    reader.close(); // and with it the channel
    allocator.close();
  }
}
