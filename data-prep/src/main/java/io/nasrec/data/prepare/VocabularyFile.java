package io.nasrec.data.prepare;

import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.DatasetKey;
import io.nasrec.data.Manifest;
import io.nasrec.data.RowSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
 * {@code vocabulary.arrow}: the ids of all fields' values, so that new rows can be encoded like
 * those of the data set. Columns {@code field} (position of the field), {@code value} (as in the
 * raw data; null for ids 0, missing, and 1, rare), {@code count} (training rows) and {@code id}.
 * Hashed fields have no vocabulary; if all fields are hashed, the file does not exist.
 */
final class VocabularyFile {
  private static final int BATCH = 16_384;

  private VocabularyFile() {}

  /** Writes the file and returns its checksum. */
  static String write(Path directory, DatasetKey key, Vocabularies vocabularies)
      throws IOException {
    Schema schema =
        new Schema(
            List.of(
                column("field", new ArrowType.Int(32, true), false),
                column("value", ArrowType.Utf8.INSTANCE, true),
                column("count", new ArrowType.Int(64, true), false),
                column("id", new ArrowType.Int(32, true), false)),
            Map.of(RowSchema.DIGEST, key.digest()));
    try (OutputFile file = new OutputFile(directory.resolve(Manifest.VOCABULARY));
        BufferAllocator allocator = new RootAllocator();
        VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
        ArrowFileWriter writer = new ArrowFileWriter(root, null, file)) {
      for (int field = 0; field < key.categorical().size(); field++) {
        if (vocabularies.field(field).isPresent()) {
          write(root, field, vocabularies.field(field).get(), writer);
        }
      }
      writer.end();
      file.force();
      return file.checksum();
    }
  }

  private static void write(
      VectorSchemaRoot root, int field, FieldVocabulary entries, ArrowFileWriter writer)
      throws IOException {
    int size = entries.cardinality();
    for (int id = 0; id < size; id += BATCH) {
      fill(root, field, entries, id, Math.min(size, id + BATCH));
      writer.writeBatch();
    }
  }

  private static void fill(
      VectorSchemaRoot root, int field, FieldVocabulary entries, int from, int to) {
    for (int id = from; id < to; id++) {
      int row = id - from;
      ((IntVector) root.getVector("field")).setSafe(row, field);
      VarCharVector values = (VarCharVector) root.getVector("value");
      if (id < CategoricalEncoding.FIRST) {
        values.setNull(row);
      } else {
        values.setSafe(row, entries.text(id).getBytes(StandardCharsets.UTF_8));
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
