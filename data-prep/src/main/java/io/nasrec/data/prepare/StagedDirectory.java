package io.nasrec.data.prepare;

import io.nasrec.commons.AtomicFile;
import io.nasrec.commons.BadDataException;
import io.nasrec.commons.DirectoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory that is filled beside its final location and moved there in one step, so that the
 * final location is always complete. If the process dies, its {@code .partial} directory stays
 * until another process fills it anew.
 */
final class StagedDirectory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StagedDirectory.class);

  private final Path target;
  private final Path staged;
  private final Path lockFile;
  private final DirectoryLock lock;

  private StagedDirectory(Path target, Path staged, Path lockFile, DirectoryLock lock) {
    this.target = target;
    this.staged = staged;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * An empty directory for one process to fill. Unfinished remains of an earlier process are
   * removed.
   *
   * @param target the final location
   * @throws BadDataException if another process is filling it
   */
  static StagedDirectory beside(Path target) throws IOException {
    Path parent = target.toAbsolutePath().getParent();
    if (!Files.isDirectory(parent)) { // Files.createDirectories refuses a link to a directory
      Files.createDirectories(parent);
    }
    Path staged = parent.resolve(".%s.partial".formatted(target.getFileName()));
    Path lockFile = parent.resolve(".%s.lock".formatted(target.getFileName()));
    StagedDirectory directory =
        new StagedDirectory(target, staged, lockFile, lock(lockFile, target));
    try {
      if (Files.exists(staged)) {
        LOG.warn("an earlier preparation of {} was interrupted; it starts over", target);
        directory.clear();
      }
      Files.createDirectory(staged);
      return directory;
    } catch (IOException e) {
      directory.lock.close();
      throw e;
    }
  }

  private static DirectoryLock lock(Path file, Path target) throws IOException {
    return DirectoryLock.take(file)
        .orElseThrow(
            () ->
                new BadDataException(
                    target
                        + " is being prepared by another run; wait for it to finish, or name"
                        + " another directory"));
  }

  Path path() {
    return staged;
  }

  /** Moves the directory to its final location, which must not exist or be an empty directory. */
  void publish() throws IOException {
    Files.deleteIfExists(target); // refuses a directory that is not empty
    AtomicFile.forceEntries(staged);
    Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
    AtomicFile.forceEntries(staged.getParent());
  }

  private void clear() throws IOException {
    if (!Files.exists(staged)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> entries = Files.list(staged)) {
      files = entries.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(staged);
  }

  /** Removes anything that was not published. */
  @Override
  public void close() throws IOException {
    try {
      clear();
      Files.deleteIfExists(lockFile);
    } finally {
      lock.close();
    }
  }
}
