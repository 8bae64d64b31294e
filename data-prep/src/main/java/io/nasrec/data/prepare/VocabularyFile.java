package io.nasrec.data.prepare;

import io.nasrec.data.DatasetKey;
import io.nasrec.data.RowSchema;
import io.nasrec.data.raw.RawSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * {@code vocabulary.arrow}: which value of which field has which id, so that new rows can be
 * encoded like those of the data set. Columns {@code field} (position of the field), {@code value}
 * (as the raw data has it; null for the ids 0, missing, and 1, rare), {@code count} (training rows)
 * and {@code id}.
 */
final class VocabularyFile {
  static final String FILE = "vocabulary.arrow";

  private static final int BATCH = 16_384;

  private VocabularyFile() {}

  static void write(
      Path directory, DatasetKey key, RawSource source, List<FieldVocabulary> vocabularies)
      throws IOException {
    Schema schema =
        new Schema(
            List.of(
                column("field", new ArrowType.Int(32, true), false),
                column("value", ArrowType.Utf8.INSTANCE, true),
                column("count", new ArrowType.Int(64, true), false),
                column("id", new ArrowType.Int(32, true), false)),
            Map.of(RowSchema.DIGEST, key.digest()));
    try (FileChannel channel =
            FileChannel.open(
                directory.resolve(FILE), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        BufferAllocator allocator = new RootAllocator();
        VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
        ArrowFileWriter writer = new ArrowFileWriter(root, null, channel)) {
      for (int field = 0; field < vocabularies.size(); field++) {
        int size = vocabularies.get(field).cardinality();
        for (int id = 0; id < size; id += BATCH) {
          fill(root, field, vocabularies.get(field), id, Math.min(size, id + BATCH), source);
          writer.writeBatch();
        }
      }
      writer.end();
      channel.force(true);
    }
  }

  private static void fill(
      VectorSchemaRoot root,
      int field,
      FieldVocabulary entries,
      int from,
      int to,
      RawSource source) {
    for (int id = from; id < to; id++) {
      int row = id - from;
      ((IntVector) root.getVector("field")).setSafe(row, field);
      VarCharVector values = (VarCharVector) root.getVector("value");
      if (id < FieldVocabulary.FIRST) {
        values.setNull(row);
      } else {
        values.setSafe(
            row,
            source
                .schema()
                .categorical()
                .get(field)
                .coding()
                .text(entries.key(id))
                .getBytes(StandardCharsets.UTF_8));
      }
      ((BigIntVector) root.getVector("count")).setSafe(row, entries.count(id));
      ((IntVector) root.getVector("id")).setSafe(row, id);
    }
    root.setRowCount(to - from);
  }

  private static Field column(String name, ArrowType type, boolean nullable) {
    return new Field(name, new FieldType(nullable, type, null), null);
  }
}
