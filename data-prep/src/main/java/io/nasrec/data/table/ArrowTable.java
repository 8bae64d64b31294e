package io.nasrec.data.table;

import io.nasrec.data.BadDataException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;

/** A file in Arrow's file format; one record batch is in memory at a time. */
final class ArrowTable implements Table {
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
