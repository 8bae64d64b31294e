package io.nasrec.commons;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes files that are either complete or absent. The content has reached the disk when a method
 * returns, so that a file which declares another one complete can be written next.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes the whole content to a path other than the file's final one.
     *
     * @param temporary where to write
     * @throws IOException if writing fails; the file then stays as it was
     */
    void writeTo(Path temporary) throws IOException;
  }

  /**
   * Writes to a temporary sibling and moves it into place.
   *
   * @param file the file, replaced if it exists
   * @param content writes the content
   * @throws IOException if writing or moving fails
   */
  public static void write(Path file, Content content) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      content.writeTo(temporary);
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceEntries(file.toAbsolutePath().getParent());
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Writes a text in UTF-8.
   *
   * @param file the file, replaced if it exists
   * @param text the content
   * @throws IOException if writing or moving fails
   */
  public static void write(Path file, String text) throws IOException {
    write(file, temporary -> Files.writeString(temporary, text));
  }

  /**
   * Flushes a directory's entries to the disk, so that files moved there survive a crash.
   *
   * @param directory the directory
   */
  public static void forceEntries(Path directory) {
    try (FileChannel channel = FileChannel.open(directory)) {
      channel.force(true);
    } catch (IOException e) {
      // Some systems cannot open a directory; they flush its entries in their own time.
    }
  }
}
