package io.nasrec.data.encode;

import io.nasrec.commons.DamagedFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;

/**
 * Reads a {@code vocabulary.arrow} from its first entry to its last: the fields that have a
 * vocabulary, one after the other, each by rising id from 0. One batch is in memory at a time.
 */
public final class VocabularyReader {
  private VocabularyReader() {}

  /** Takes the entries. */
  @FunctionalInterface
  public interface Entries {
    /**
     * Takes an entry.
     *
     * @param field position of the field
     * @param id the id
     * @param text the value as rows have it; null for the ids 0, missing, and 1, rare or unseen
     * @param count how many training rows have this id
     */
    void entry(int field, int id, String text, long count);
  }

  /**
   * Reads all entries.
   *
   * @param file the file
   * @param entries takes them
   * @throws DamagedFileException if the file is no vocabulary
   */
  public static void read(Path file, Entries entries) {
    try (FileChannel channel = FileChannel.open(file);
        BufferAllocator allocator = new RootAllocator();
        ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
      VectorSchemaRoot root = root(file, reader);
      while (next(file, reader)) {
        IntVector fields = (IntVector) root.getVector("field");
        IntVector ids = (IntVector) root.getVector("id");
        VarCharVector values = (VarCharVector) root.getVector("value");
        BigIntVector counts = (BigIntVector) root.getVector("count");
        for (int row = 0; row < root.getRowCount(); row++) {
          String text =
              values.isNull(row) ? null : new String(values.get(row), StandardCharsets.UTF_8);
          entries.entry(fields.get(row), ids.get(row), text, counts.get(row));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static VectorSchemaRoot root(Path file, ArrowFileReader reader) {
    try {
      return reader.getVectorSchemaRoot();
    } catch (IOException | RuntimeException e) {
      throw DamagedFileException.damaged(file, e.getMessage(), e);
    }
  }

  private static boolean next(Path file, ArrowFileReader reader) {
    try {
      return reader.loadNextBatch();
    } catch (IOException | RuntimeException e) {
      throw DamagedFileException.damaged(file, e.getMessage(), e);
    }
  }
}
