package io.nasrec.data.table;

import io.nasrec.data.BadDataException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FloatingPointVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;

/** A file in Arrow's file format; one record batch is in memory at a time. */
final class ArrowTable implements Table {
  /** As Parquet's library shows them. */
  private static final HexFormat BYTES = HexFormat.of().withUpperCase();

  private final Path file;
  private final FileChannel channel;
  private final BufferAllocator allocator = new RootAllocator();
  private final ArrowFileReader reader;
  private final List<FieldVector> vectors;
  private final int batches;
  private int batch;
  private int rows;
  private int row = -1;

  ArrowTable(Path file) throws IOException {
    this.file = file;
    channel = FileChannel.open(file);
    reader = new ArrowFileReader(channel, allocator, CommonsCompressionFactory.INSTANCE);
    try {
      batches = reader.getRecordBlocks().size();
      vectors = reader.getVectorSchemaRoot().getFieldVectors();
    } catch (IOException | RuntimeException e) {
      close();
      throw damaged(e);
    }
  }

  @Override
  public List<String> columns() {
    return vectors.stream().map(vector -> vector.getField().getName()).toList();
  }

  @Override
  public boolean next() throws IOException {
    row++;
    while (row >= rows) {
      if (batch == batches) {
        return false;
      }
      try {
        reader.loadNextBatch();
      } catch (IOException | RuntimeException e) {
        throw damaged(e);
      }
      batch++;
      rows = reader.getVectorSchemaRoot().getRowCount();
      row = 0;
    }
    return true;
  }

  @Override
  public boolean isFlat(int column) {
    return vectors.get(column).getField().getChildren().isEmpty();
  }

  @Override
  public Object cell(int column) {
    FieldVector vector = vectors.get(column);
    if (!isFlat(column)) {
      throw new BadDataException(
          "%s, column %s: expected a text, number or boolean in each row, but found nested values"
              .formatted(file, vector.getName()));
    }
    if (vector.isNull(row)) {
      return null;
    }
    DictionaryEncoding encoding = vector.getField().getDictionary();
    if (encoding == null) {
      return value(vector, row);
    }
    Dictionary dictionary = reader.lookup(encoding.getId());
    int index = Math.toIntExact(((BaseIntVector) vector).getValueAsLong(row));
    return value(dictionary.getVector(), index);
  }

  private static Object value(ValueVector vector, int index) {
    if (vector.isNull(index)) {
      return null;
    }
    // Of unsigned numbers and half floats the objects are not what they look like.
    if (vector instanceof UInt8Vector unsigned) {
      return unsigned.getObjectNoOverflow(index);
    }
    if (vector instanceof BaseIntVector whole) {
      return whole.getValueAsLong(index);
    }
    if (vector instanceof FloatingPointVector real) {
      return real.getValueAsDouble(index);
    }
    Object value = vector.getObject(index);
    if (value instanceof byte[] bytes) {
      return "0x" + BYTES.formatHex(bytes);
    }
    return value instanceof Number || value instanceof Boolean ? value : value.toString();
  }

  private BadDataException damaged(Exception e) {
    return new BadDataException(file + " is no readable Arrow file: " + e.getMessage(), e);
  }

  @Override
  public long done() {
    return batch;
  }

  @Override
  public long total() {
    return batches;
  }

  @Override
  public String unit() {
    return "record batches";
  }

  @Override
  public void close() throws IOException {
    reader.close(); // and with it the channel
    allocator.close();
  }
}
