package io.nasrec.commons;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The CRC-32C (RFC 3720) of an artefact's content, which every artefact carries and every reader
 * verifies. It detects every single flipped bit, every damaged stretch of up to 32 bits, and all
 * but one in four billion other kinds of damage. The processor computes it as fast as it reads
 * memory. It does not protect against forgery.
 */
public final class Checksum {
  /** The key of the checksum in JSON objects and in the metadata of weights. */
  public static final String KEY = "checksum";

  private static final String ALGORITHM = "crc32c:";
  private static final int BUFFER = 1 << 20;

  private final CRC32C crc = new CRC32C();

  /**
   * The checksum of a text.
   *
   * @param text summed as UTF-8
   * @return as {@link #text()}
   */
  public static String of(String text) {
    Checksum sum = new Checksum();
    sum.update(text);
    return sum.text();
  }

  /**
   * The checksum of a file. The file is read, not mapped, because a mapped file that is truncated
   * meanwhile would crash the process.
   *
   * @param file the file
   * @return as {@link #text()}
   * @throws IOException if it cannot be read
   */
  public static String of(Path file) throws IOException {
    Checksum sum = new Checksum();
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    try (FileChannel channel = FileChannel.open(file)) {
      while (channel.read(buffer.clear()) >= 0) {
        sum.update(buffer.flip());
      }
    }
    return sum.text();
  }

  /**
   * Adds the remaining bytes of a buffer and leaves it empty.
   *
   * @param bytes the next bytes
   */
  public void update(ByteBuffer bytes) {
    crc.update(bytes);
  }

  /**
   * Adds a text.
   *
   * @param text the next bytes, in UTF-8
   */
  public void update(String text) {
    crc.update(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The checksum of everything added so far.
   *
   * @return {@code crc32c:} and eight lower-case hexadecimal digits
   */
  public String text() {
    return ALGORITHM + HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
