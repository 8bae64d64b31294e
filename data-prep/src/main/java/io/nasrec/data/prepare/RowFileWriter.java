package io.nasrec.data.prepare;

import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.Manifest;
import io.nasrec.data.RowSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Writes the rows of one split into an Arrow file, in record batches of {@value #BATCH_ROWS} rows:
 * memory does not grow with the number of rows.
 */
final class RowFileWriter implements AutoCloseable {
  static final int BATCH_ROWS = 16_384;

  private final OutputFile file;
  private final int denseWidth;
  private final int sparseWidth;
  private final VectorSchemaRoot root;
  private final ArrowFileWriter writer;
  private final BaseFixedWidthVector label;
  private final float[] labels = new float[BATCH_ROWS];
  private final float[] dense;
  private final int[] sparse;
  private int buffered;
  private int written;
  private int positives;
  private double entropy;
  private final int[] missing;
  private final int[] rare;

  RowFileWriter(
      Path path, Schema schema, int denseWidth, int sparseWidth, BufferAllocator allocator)
      throws IOException {
    this.denseWidth = denseWidth;
    this.sparseWidth = sparseWidth;
    dense = new float[BATCH_ROWS * denseWidth];
    sparse = new int[BATCH_ROWS * sparseWidth];
    missing = new int[sparseWidth];
    rare = new int[sparseWidth];
    file = new OutputFile(path);
    root = VectorSchemaRoot.create(schema, allocator);
    label = (BaseFixedWidthVector) root.getVector(RowSchema.LABEL);
    label.allocateNew(BATCH_ROWS);
    allocate(RowSchema.DENSE, denseWidth);
    allocate(RowSchema.SPARSE, sparseWidth);
    writer = new ArrowFileWriter(root, null, file);
  }

  private void allocate(String column, int width) {
    FixedSizeListVector list = (FixedSizeListVector) root.getVector(column);
    list.setInitialCapacity(BATCH_ROWS);
    list.allocateNew();
    list.getValidityBuffer().setOne(0, list.getValidityBuffer().capacity());
    ((BaseFixedWidthVector) list.getDataVector()).allocateNew(BATCH_ROWS * width);
  }

  void add(EncodedRows rows, int row) {
    System.arraycopy(rows.dense(), row * denseWidth, dense, buffered * denseWidth, denseWidth);
    System.arraycopy(rows.ids(), row * sparseWidth, sparse, buffered * sparseWidth, sparseWidth);
    for (int f = 0; f < sparseWidth; f++) {
      int id = sparse[buffered * sparseWidth + f];
      missing[f] += id == CategoricalEncoding.MISSING ? 1 : 0;
      rare[f] += id == CategoricalEncoding.RARE ? 1 : 0;
    }
    labels[buffered++] = rows.label(row);
    written++;
    positives += rows.label(row);
    entropy += Manifest.entropy(rows.clickProbability(row));
    if (buffered == BATCH_ROWS) {
      flush();
    }
  }

  /** Completes the file and flushes it to the disk. */
  Manifest.Part finish() throws IOException {
    if (buffered > 0) {
      flush();
    }
    writer.end();
    file.force();
    return new Manifest.Part(
        written,
        positives,
        file.sha256(),
        file.checksum(),
        Double.isNaN(entropy) ? null : entropy / written,
        IntStream.of(missing).boxed().toList(),
        IntStream.of(rare).boxed().toList());
  }

  private void flush() {
    try {
      fill(label, buffered).asFloatBuffer().put(labels, 0, buffered);
      int count = buffered * denseWidth;
      fill(values(RowSchema.DENSE), count).asFloatBuffer().put(dense, 0, count);
      count = buffered * sparseWidth;
      fill(values(RowSchema.SPARSE), count).asIntBuffer().put(sparse, 0, count);
      root.setRowCount(buffered);
      writer.writeBatch();
      buffered = 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BaseFixedWidthVector values(String column) {
    return (BaseFixedWidthVector) ((FixedSizeListVector) root.getVector(column)).getDataVector();
  }

  /** A column's values as bytes to be filled, all marked as not null. */
  private static ByteBuffer fill(BaseFixedWidthVector vector, int count) {
    vector.getValidityBuffer().setOne(0, vector.getValidityBuffer().capacity());
    return vector.getDataBuffer().nioBuffer(0, count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() throws IOException {
    writer.close();
    root.close();
    file.close();
  }
}
