package io.nasrec.data.prepare;

import io.nasrec.commons.Checksum;
import io.nasrec.commons.FileDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A new file whose digest and checksum are computed while it is written. */
final class OutputFile implements WritableByteChannel {
  private final Path file;
  private final FileChannel channel;
  private final MessageDigest digest = FileDigest.SHA_256.begin();
  private final Checksum checksum = new Checksum();

  OutputFile(Path file) throws IOException {
    this.file = file;
    channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /**
   * The exception for a file that cannot be written; the message of a full disk does not name the
   * file.
   */
  static UncheckedIOException unwritable(Path file, IOException e) {
    return new UncheckedIOException(new IOException(file + ": " + e.getMessage(), e));
  }

  @Override
  public int write(ByteBuffer bytes) {
    int length = bytes.remaining();
    digest.update(bytes.duplicate());
    checksum.update(bytes.duplicate());
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    }
    return length;
  }

  /** Flushes the file to the disk. */
  void force() {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** The SHA-256 of all bytes; to be called once, at the end. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The checksum of the bytes so far. */
  String checksum() {
    return checksum.text();
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
