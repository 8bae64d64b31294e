package io.nasrec.data.prepare;

import io.nasrec.data.Manifest;
import io.nasrec.data.SplitName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/** The three row files of a data set while they are being written. Owns their native memory. */
final class SplitFiles implements AutoCloseable {
  private final BufferAllocator allocator = new RootAllocator();
  private final Map<SplitName, RowFileWriter> writers = new EnumMap<>(SplitName.class);

  SplitFiles(Path directory, Schema schema, int denseWidth, int sparseWidth) throws IOException {
    try {
      for (SplitName split : SplitName.values()) {
        Path file = directory.resolve(split.file());
        writers.put(split, new RowFileWriter(file, schema, denseWidth, sparseWidth, allocator));
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Adds rows, each to its assigned split. */
  void add(EncodedRows rows) {
    for (int row = 0; row < rows.size(); row++) {
      writers.get(rows.split(row)).add(rows, row);
    }
  }

  /** Completes the files. */
  Map<SplitName, Manifest.Part> finish() throws IOException {
    Map<SplitName, Manifest.Part> parts = new EnumMap<>(SplitName.class);
    for (Map.Entry<SplitName, RowFileWriter> writer : writers.entrySet()) {
      parts.put(writer.getKey(), writer.getValue().finish());
    }
    return parts;
  }

  /** Frees the native memory. The allocator throws if any of it leaked. */
  @Override
  public void close() throws IOException {
    for (RowFileWriter writer : writers.values()) {
      writer.close();
    }
    allocator.close();
  }
}
