package io.nasrec.experiments.onnx;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;

/**
 * The values in {@code vocabulary.arrow}, read as another program would.
 *
 * @param file the file
 */
record VocabularyValues(Path file) implements FieldValues {
  @Override
  public void forEach(Visitor visitor) throws IOException {
    try (FileChannel channel = FileChannel.open(file);
        RootAllocator allocator = new RootAllocator();
        ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      while (reader.loadNextBatch()) {
        VarCharVector values = (VarCharVector) root.getVector("value");
        for (int i = 0; i < root.getRowCount(); i++) {
          if (!values.isNull(i)) {
            visitor.value(
                ((IntVector) root.getVector("field")).get(i),
                new String(values.get(i), StandardCharsets.UTF_8),
                ((IntVector) root.getVector("id")).get(i));
          }
        }
      }
    }
  }
}
