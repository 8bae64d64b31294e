package io.nasrec.experiments.workflow;

import io.nasrec.experiments.config.ConfigurationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Reserves a run directory for one process. The operating system releases the lock when the process
 * ends, however it ends, so that a killed run can be resumed; the empty file stays.
 */
final class RunLock implements AutoCloseable {
  /** The file's name in a run directory. */
  static final String FILE = "run.lock";

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param directory which must exist
   * @throws ConfigurationException if another run holds it
   */
  static RunLock take(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      // Closing the channel releases the lock.
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new RunLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // This process already holds the lock; refuse as if another did.
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new ConfigurationException(
        List.of(
            directory
                + ": another run is using this directory; wait for it to finish, or name another"
                + " one"));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
