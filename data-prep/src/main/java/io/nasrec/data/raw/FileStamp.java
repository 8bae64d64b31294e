package io.nasrec.data.raw;

import io.nasrec.commons.BadDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * What is known about a file without reading it. Reading can take minutes; if the file is modified
 * meanwhile, the digest computed first is not that of the rows.
 *
 * @param path the file
 * @param bytes its size
 * @param modified when it was last modified
 */
public record FileStamp(Path path, long bytes, FileTime modified) {
  /**
   * The current stamps of files.
   *
   * @param files the files
   * @return their stamps
   * @throws BadDataException if one is missing, empty, or not a regular file
   */
  public static List<FileStamp> of(List<RawFile> files) {
    RawFiles.bytes(files);
    return files.stream().map(file -> of(file.path())).toList();
  }

  private static FileStamp of(Path path) {
    try {
      BasicFileAttributes known = Files.readAttributes(path, BasicFileAttributes.class);
      return new FileStamp(path, known.size(), known.lastModifiedTime());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compares with the file as it is now.
   *
   * @throws BadDataException if its size or modification time has changed
   */
  public void requireUnchanged() {
    FileStamp now = Files.exists(path) ? of(path) : null;
    if (!equals(now)) {
      String is = now == null ? "it is gone" : now.description();
      throw new BadDataException(
          ("%s was changed while it was being read: it had %s, and now %s; nothing was kept, start"
                  + " again when it is complete")
              .formatted(path, description(), is));
    }
  }

  private String description() {
    return "%s bytes of %s".formatted(bytes, modified);
  }
}
