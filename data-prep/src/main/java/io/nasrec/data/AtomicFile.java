package io.nasrec.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that are either complete or not there. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes everything to a path that is not the file's final one.
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
   * @param content writes what it is to hold
   * @throws IOException if writing or moving fails
   */
  public static void write(Path file, Content content) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      content.writeTo(temporary);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Writes a text in UTF-8.
   *
   * @param file the file, replaced if it exists
   * @param text what it is to hold
   * @throws IOException if writing or moving fails
   */
  public static void write(Path file, String text) throws IOException {
    write(file, temporary -> Files.writeString(temporary, text));
  }
}
