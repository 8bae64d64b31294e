package io.nasrec.experiments.predict;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Arrow's file format: keys as texts, probabilities as float64, null for a bad record. */
final class ArrowPredictions implements PredictionWriter {
  private final FileChannel channel;
  private final BufferAllocator allocator = new RootAllocator();
  private final VectorSchemaRoot root;
  private final ArrowFileWriter writer;
  private final int keys;

  ArrowPredictions(Path file, List<String> keys) throws IOException {
    List<Field> fields = new ArrayList<>();
    keys.forEach(key -> fields.add(Field.nullable(key, ArrowType.Utf8.INSTANCE)));
    fields.add(
        Field.nullable(PROBABILITY, new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)));
    this.keys = keys.size();
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    root = VectorSchemaRoot.create(new Schema(fields), allocator);
    writer = new ArrowFileWriter(root, null, channel);
  }

  @Override
  public void write(PredictedRows rows) throws IOException {
    int[] records = rows.records();
    for (int i = 0; i < records.length; i++) {
      boolean bad = records[i] == PredictedRows.BAD;
      for (int k = 0; k < keys; k++) {
        VarCharVector texts = (VarCharVector) root.getVector(k);
        if (bad) {
          texts.setNull(i);
        } else {
          texts.setSafe(i, rows.carried().get(records[i]).get(k).getBytes(StandardCharsets.UTF_8));
        }
      }
      Float8Vector probabilities = (Float8Vector) root.getVector(keys);
      if (bad) {
        probabilities.setNull(i);
      } else {
        probabilities.setSafe(i, rows.probability(records[i]));
      }
    }
    root.setRowCount(records.length);
    writer.writeBatch();
  }

  @Override
  public void close() throws IOException {
    writer.end();
    writer.close();
    root.close();
    allocator.close();
    channel.close();
  }
}
