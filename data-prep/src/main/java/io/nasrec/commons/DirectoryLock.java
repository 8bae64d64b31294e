package io.nasrec.commons;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Reserves a directory for one process, by the lock of an empty file. The operating system releases
 * it when the process ends, however it ends; the file stays.
 */
public final class DirectoryLock implements AutoCloseable {
  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param file in a directory that exists
   * @return empty if it is taken, by another process or by this one
   */
  public static Optional<DirectoryLock> take(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) { // released when the channel is closed
        return Optional.of(new DirectoryLock(channel));
      }
    } catch (OverlappingFileLockException e) {
      // This process has it.
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return Optional.empty();
  }

  /** Releases it. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
