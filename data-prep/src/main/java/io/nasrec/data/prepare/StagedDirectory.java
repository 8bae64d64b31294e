package io.nasrec.data.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A directory that is filled beside its final place and moved there in one step, so that what is in
 * the final place is always complete. If the process dies, its {@code .partial} directory stays.
 */
final class StagedDirectory implements AutoCloseable {
  private final Path target;
  private final Path staged;

  private StagedDirectory(Path target, Path staged) {
    this.target = target;
    this.staged = staged;
  }

  static StagedDirectory beside(Path target) throws IOException {
    Path parent = Files.createDirectories(target.toAbsolutePath().getParent());
    // A name of its own: two runs never write into each other's files.
    String name = ".%s.%s.partial".formatted(target.getFileName(), UUID.randomUUID());
    return new StagedDirectory(target, Files.createDirectory(parent.resolve(name)));
  }

  Path path() {
    return staged;
  }

  /** Moves the directory to its final place, which must be free or an empty directory. */
  void publish() throws IOException {
    Files.deleteIfExists(target); // refuses a directory that is not empty
    Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes what was not published. */
  @Override
  public void close() throws IOException {
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
}
