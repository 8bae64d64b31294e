package io.nasrec.data;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Checksum;
import io.nasrec.commons.DamagedFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Maps a split's Arrow file into memory. Arrow's reader reads the footer; the record batches'
 * values are then used in place, whereas its own reader would copy them.
 */
final class RowFile {
  // The buffers of a record batch in the order of the columnar format: label validity, label;
  // dense validity, item validity, item; sparse validity, item validity, item.
  private static final int LABEL_VALUES = 1;
  private static final int DENSE_VALUES = 4;
  private static final int SPARSE_VALUES = 7;
  private static final int BUFFERS = 8;

  private static final int CONTINUATION = -1;

  private RowFile() {}

  /**
   * Maps a file.
   *
   * @param file the file
   * @param manifest the manifest that it must fit
   * @param split which part it must be
   * @return its rows
   * @throws BadDataException if it is missing, damaged, or does not belong to the manifest
   */
  static MappedRows map(Path file, Manifest manifest, SplitName split) {
    requireIntact(file, manifest.part(split).checksum());
    try (FileChannel channel = FileChannel.open(file);
        BufferAllocator allocator = new RootAllocator();
        ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
      check(file, reader.getVectorSchemaRoot().getSchema(), RowSchema.of(manifest));
      int denseWidth = manifest.denseNames().size();
      int sparseWidth = manifest.sparseNames().size();
      List<RowBlock> blocks = new ArrayList<>();
      for (ArrowBlock block : reader.getRecordBlocks()) {
        blocks.add(map(channel, block, denseWidth, sparseWidth));
      }
      checkRows(file, blocks, manifest.part(split).rows());
      return new MappedRows(file, channel.size(), blocks, denseWidth, sparseWidth);
    } catch (BadDataException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The Arrow and flatbuffers parsers throw many kinds of exceptions on damaged bytes.
      throw DamagedFileException.damaged(file, e.getMessage(), e);
    }
  }

  /**
   * Checks a file of a data set before any of it is used.
   *
   * @param file the file
   * @param checksum its checksum in the manifest
   * @throws DamagedFileException if it is missing, or has another checksum
   */
  static void requireIntact(Path file, String checksum) {
    if (!Files.isRegularFile(file)) {
      throw DamagedFileException.missing(file, "although a manifest.json lies beside it");
    }
    try {
      String computed = Checksum.of(file);
      if (!computed.equals(checksum)) {
        throw DamagedFileException.damaged(
            file,
            "manifest.json gives it the checksum %s, but that of its content is %s"
                .formatted(checksum, computed));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(Path file, Schema found, Schema expected) {
    String digest = found.getCustomMetadata().get(RowSchema.DIGEST);
    if (!expected.getCustomMetadata().get(RowSchema.DIGEST).equals(digest)) {
      throw new BadDataException(
          file + " belongs to another data set than the manifest.json beside it");
    }
    if (!found.equals(expected)) {
      throw new BadDataException(
          "%s: expected the columns %s, but found %s"
              .formatted(file, expected.getFields(), found.getFields()));
    }
  }

  private static void checkRows(Path file, List<RowBlock> blocks, int expected) {
    long rows = blocks.stream().mapToLong(RowBlock::rows).sum();
    if (rows != expected) {
      throw new BadDataException(
          "%s: expected %s rows, as its manifest says, but found %s"
              .formatted(file, expected, rows));
    }
    for (RowBlock block : blocks.subList(0, blocks.size() - 1)) {
      if (block.rows() != blocks.get(0).rows()) {
        throw new BadDataException(file + ": expected record batches of equal size");
      }
    }
  }

  private static RowBlock map(FileChannel channel, ArrowBlock block, int dense, int sparse)
      throws IOException {
    long bytes = block.getMetadataLength() + block.getBodyLength();
    if (block.getOffset() < 0 || bytes < 0 || block.getOffset() + bytes > channel.size()) {
      throw new IOException("a record batch lies outside the file");
    }
    ByteBuffer mapped =
        channel.map(MapMode.READ_ONLY, block.getOffset(), bytes).order(ByteOrder.LITTLE_ENDIAN);
    int prefix = mapped.getInt(0) == CONTINUATION ? 8 : 4;
    Message message =
        Message.getRootAsMessage(
            mapped.slice(prefix, block.getMetadataLength() - prefix).order(mapped.order()));
    if (message.headerType() != MessageHeader.RecordBatch) {
      throw new IOException("expected a record batch, but found message " + message.headerType());
    }
    RecordBatch batch = (RecordBatch) message.header(new RecordBatch());
    if (batch.buffersLength() != BUFFERS || batch.compression() != null || batch.length() < 1) {
      throw new IOException("expected an uncompressed record batch of 8 buffers with rows");
    }
    ByteBuffer body =
        mapped.slice(block.getMetadataLength(), Math.toIntExact(block.getBodyLength()));
    int rows = Math.toIntExact(batch.length());
    return new RowBlock(
        rows,
        values(body, batch.buffers(LABEL_VALUES), rows).asFloatBuffer(),
        values(body, batch.buffers(DENSE_VALUES), rows * dense).asFloatBuffer(),
        values(body, batch.buffers(SPARSE_VALUES), rows * sparse).asIntBuffer());
  }

  private static ByteBuffer values(ByteBuffer body, Buffer buffer, int count) throws IOException {
    if (buffer.length() != (long) count * Float.BYTES) {
      throw new IOException(
          "expected a buffer of %s values, but found %s bytes".formatted(count, buffer.length()));
    }
    return body.slice(Math.toIntExact(buffer.offset()), count * Float.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
