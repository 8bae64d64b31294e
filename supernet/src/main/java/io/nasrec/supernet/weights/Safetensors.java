package io.nasrec.supernet.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.data.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The safetensors file format: a header in JSON that names tensors, their shapes and places, then
 * their values.
 *
 * <p>DJL's own encoder makes one byte array of everything, at most 2 GiB, and has no metadata; this
 * one streams.
 */
final class Safetensors {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METADATA = "__metadata__";
  private static final String DATA_TYPE = "F32";
  private static final long MAX_HEADER_BYTES = 100_000_000;
  private static final int CHUNK_FLOATS = 1 << 16;

  private Safetensors() {}

  /**
   * A tensor in memory.
   *
   * @param shape its axes
   * @param parts its values, row-major, in as many buffers as it takes
   */
  record Tensor(List<Integer> shape, List<FloatBuffer> parts) {
    long bytes() {
      return parts.stream().mapToLong(part -> (long) Float.BYTES * part.capacity()).sum();
    }
  }

  /** Writes tensors, in their order, to a temporary file and moves it into place. */
  static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode provenance = header.putObject(METADATA);
    new TreeMap<>(metadata).forEach(provenance::put);
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      long end = offset + entry.getValue().bytes();
      ObjectNode description = header.putObject(entry.getKey());
      description.put("dtype", DATA_TYPE);
      description.putPOJO("shape", entry.getValue().shape());
      description.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] text = padded(JSON.writeValueAsString(header));
    AtomicFile.write(file, temporary -> write(temporary, text, tensors.values()));
  }

  private static void write(Path file, byte[] header, Collection<Tensor> tensors)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      write(channel, little(Long.BYTES).putLong(header.length).flip());
      write(channel, ByteBuffer.wrap(header));
      ByteBuffer chunk = little(CHUNK_FLOATS * Float.BYTES);
      for (Tensor tensor : tensors) {
        for (FloatBuffer part : tensor.parts()) {
          for (int done = 0; done < part.capacity(); done += CHUNK_FLOATS) {
            int length = Math.min(CHUNK_FLOATS, part.capacity() - done);
            chunk.clear();
            chunk.asFloatBuffer().put(0, part, done, length);
            write(channel, chunk.limit(length * Float.BYTES));
          }
        }
      }
      channel.force(true);
    }
  }

  /**
   * Reads a file into tensors of the same names and shapes.
   *
   * @return the metadata
   * @throws IOException if the file is no safetensors file or is cut off
   * @throws IllegalArgumentException if its tensors are others; those in memory then stay as they
   *     are
   */
  static Map<String, String> read(Path file, Map<String, Tensor> tensors) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long length = fill(channel, little(Long.BYTES), 0, file).getLong(0);
      if (length < 2 || length > Math.min(MAX_HEADER_BYTES, channel.size() - Long.BYTES)) {
        throw new IOException(
            file + ": not a safetensors file: its header has " + length + " bytes");
      }
      ByteBuffer text = fill(channel, ByteBuffer.allocate((int) length), Long.BYTES, file);
      JsonNode header = JSON.readTree(text.array());
      for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
        requireFits(file, entry, header.path(entry.getKey()));
      }
      if (header.size() - (header.has(METADATA) ? 1 : 0) != tensors.size()) {
        throw new IllegalArgumentException(file + ": holds tensors that the network has not");
      }
      for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
        long offset = header.path(entry.getKey()).path("data_offsets").path(0).asLong();
        read(channel, file, entry.getValue(), Long.BYTES + length + offset);
      }
      Map<String, String> metadata = new TreeMap<>();
      header
          .path(METADATA)
          .properties()
          .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
      return metadata;
    }
  }

  private static void requireFits(
      Path file, Map.Entry<String, Tensor> entry, JsonNode description) {
    String shape = JSON.valueToTree(entry.getValue().shape()).toString();
    if (!description.path("dtype").asText().equals(DATA_TYPE)
        || !description.path("shape").toString().equals(shape)) {
      throw new IllegalArgumentException(
          file + ": " + entry.getKey() + " must be F32 " + shape + ", but was " + description);
    }
  }

  private static void read(FileChannel channel, Path file, Tensor tensor, long at)
      throws IOException {
    ByteBuffer chunk = little(CHUNK_FLOATS * Float.BYTES);
    long position = at;
    for (FloatBuffer part : tensor.parts()) {
      for (int done = 0; done < part.capacity(); done += CHUNK_FLOATS) {
        int count = Math.min(CHUNK_FLOATS, part.capacity() - done);
        chunk.clear().limit(count * Float.BYTES);
        fill(channel, chunk, position, file);
        part.put(done, chunk.flip().asFloatBuffer(), 0, count);
        position += (long) count * Float.BYTES;
      }
    }
  }

  private static ByteBuffer fill(FileChannel channel, ByteBuffer buffer, long at, Path file)
      throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new IOException(file + ": ends before its last tensor does");
      }
    }
    return buffer;
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** The format asks that the data start at a multiple of 8 bytes; spaces are its padding. */
  private static byte[] padded(String header) {
    int bytes = header.getBytes(StandardCharsets.UTF_8).length;
    return (header + " ".repeat((Long.BYTES - bytes % Long.BYTES) % Long.BYTES))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
