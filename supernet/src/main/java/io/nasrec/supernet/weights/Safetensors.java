package io.nasrec.supernet.weights;

import io.nasrec.commons.AtomicFile;
import io.nasrec.commons.BadDataException;
import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.Checksum;
import io.nasrec.commons.DamagedFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The safetensors file format: a JSON header with the tensors' names, shapes and positions,
 * followed by their values. The header's metadata contains a {@link Checksum} of the whole file; a
 * file without one is refused.
 *
 * <p>DJL's own encoder builds a single byte array, at most 2 GiB, without metadata; this one
 * streams.
 */
final class Safetensors {
  private static final long MAX_HEADER_BYTES = 100_000_000;
  private static final int CHUNK_FLOATS = 1 << 16;

  private Safetensors() {}

  /**
   * A tensor in memory.
   *
   * @param shape its axes
   * @param parts its values, row-major, in as many buffers as needed
   */
  record Tensor(List<Integer> shape, List<FloatBuffer> parts) {}

  /** Writes tensors, in their order, to a temporary file and moves it into place. */
  static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    SafetensorsHeader header = SafetensorsHeader.of(tensors, metadata);
    AtomicFile.write(file, temporary -> write(temporary, header, tensors.values()));
  }

  private static void write(Path file, SafetensorsHeader header, Collection<Tensor> tensors)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      byte[] text = header.text();
      write(channel, little(Long.BYTES).putLong(text.length).flip());
      write(channel, ByteBuffer.wrap(text));
      Checksum sum = header.begin();
      ByteBuffer chunk = little(CHUNK_FLOATS * Float.BYTES);
      for (Tensor tensor : tensors) {
        for (FloatBuffer part : tensor.parts()) {
          for (int done = 0; done < part.capacity(); done += CHUNK_FLOATS) {
            int length = Math.min(CHUNK_FLOATS, part.capacity() - done);
            chunk.clear();
            chunk.asFloatBuffer().put(0, part, done, length);
            sum.update(chunk.limit(length * Float.BYTES));
            write(channel, chunk.flip());
          }
        }
      }
      channel.position(Long.BYTES);
      write(channel, ByteBuffer.wrap(header.with(sum.text()).text()));
    }
  }

  /**
   * Reads a file into tensors of the same names and shapes, and checks all of it.
   *
   * @return the metadata, without the checksum
   * @throws DamagedFileException if the file is missing or damaged, or a value is not finite; the
   *     values in memory are then unusable
   * @throws BadDataException if the file is intact but contains other tensors; those in memory then
   *     stay unchanged
   * @throws IOException if the file cannot be read
   */
  static Map<String, String> read(Path file, Map<String, Tensor> tensors) throws IOException {
    try (FileChannel channel = open(file)) {
      SafetensorsHeader header = header(file, channel);
      Optional<String> misfit = header.misfit(tensors);
      values(file, channel, header, misfit.isEmpty() ? tensors : Map.of());
      // Not earlier, because damage may look like another network's weights.
      if (misfit.isPresent()) {
        throw new BadDataException(file + ": " + misfit.get());
      }
      return header.metadata();
    }
  }

  /**
   * Checks all of a file as {@link #read} does, without keeping values.
   *
   * @return the metadata, without the checksum
   * @throws DamagedFileException as {@link #read}
   * @throws IOException if the file cannot be read
   */
  static Map<String, String> metadata(Path file) throws IOException {
    try (FileChannel channel = open(file)) {
      SafetensorsHeader header = header(file, channel);
      values(file, channel, header, Map.of());
      return header.metadata();
    }
  }

  private static FileChannel open(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw DamagedFileException.missing(file, "and the weights with it");
    }
    CheckedJson.requireFile(file);
    return FileChannel.open(file, StandardOpenOption.READ);
  }

  /** Reads the header; the channel is then at the first value. */
  private static SafetensorsHeader header(Path file, FileChannel channel) throws IOException {
    long length = fill(channel, little(Long.BYTES), file).getLong(0);
    if (length < 2 || length > Math.min(MAX_HEADER_BYTES, channel.size() - Long.BYTES)) {
      throw DamagedFileException.damaged(
          file, "it is no safetensors file, whose header would have %s bytes".formatted(length));
    }
    SafetensorsHeader header =
        SafetensorsHeader.parse(
            file, fill(channel, ByteBuffer.allocate((int) length), file).array());
    long bytes = channel.size() - channel.position();
    if (header.bytes() != bytes) {
      throw DamagedFileException.damaged(
          file,
          "its tensors should have %s bytes, but there are %s".formatted(header.bytes(), bytes));
    }
    return header;
  }

  /** Reads all values, into the given tensors if any, and compares the checksum. */
  private static void values(
      Path file, FileChannel channel, SafetensorsHeader header, Map<String, Tensor> tensors)
      throws IOException {
    Checksum sum = header.begin();
    String notFinite = null;
    for (SafetensorsHeader.Entry entry : header.entries()) {
      Tensor tensor = tensors.get(entry.name());
      if (tensor == null) {
        skip(channel, file, entry.bytes(), sum);
      } else if (!read(channel, file, tensor, sum)) {
        notFinite = entry.name();
      }
    }
    if (!sum.text().equals(header.checksum())) {
      throw DamagedFileException.checksum(file, header.checksum(), sum.text(), "");
    }
    if (notFinite != null) {
      throw DamagedFileException.damaged(file, "a value of " + notFinite + " is no finite number");
    }
  }

  /** Reads a tensor's values, which are the next in the file; true if all are finite. */
  private static boolean read(FileChannel channel, Path file, Tensor tensor, Checksum sum)
      throws IOException {
    ByteBuffer chunk = little(CHUNK_FLOATS * Float.BYTES);
    float[] values = new float[CHUNK_FLOATS];
    // 0 times a finite number is 0, but 0 times NaN or infinity is NaN, which stays in the sum.
    float zeros = 0;
    for (FloatBuffer part : tensor.parts()) {
      for (int done = 0; done < part.capacity(); done += CHUNK_FLOATS) {
        int count = Math.min(CHUNK_FLOATS, part.capacity() - done);
        sum.update(fill(channel, chunk.clear().limit(count * Float.BYTES), file).flip());
        chunk.flip().asFloatBuffer().get(values, 0, count);
        for (int i = 0; i < count; i++) {
          zeros += 0 * values[i];
        }
        part.put(done, values, 0, count);
      }
    }
    return zeros == 0;
  }

  private static void skip(FileChannel channel, Path file, long bytes, Checksum sum)
      throws IOException {
    ByteBuffer chunk = little(CHUNK_FLOATS * Float.BYTES);
    for (long left = bytes; left > 0; left -= chunk.capacity()) {
      chunk.clear().limit((int) Math.min(left, chunk.capacity()));
      sum.update(fill(channel, chunk, file).flip());
    }
  }

  private static ByteBuffer fill(FileChannel channel, ByteBuffer buffer, Path file)
      throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw DamagedFileException.damaged(file, "it ends too early");
      }
    }
    return buffer;
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
