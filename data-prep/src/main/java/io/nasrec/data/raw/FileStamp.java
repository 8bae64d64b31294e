package io.nasrec.data.raw;

import io.nasrec.data.BadDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * What is known of a file without reading it. Files that are read for minutes may be written to
 * meanwhile, and the digest that was taken first is then not that of the rows.
 *
 * @param path the file
 * @param bytes its size
 * @param modified when it was last written to
 */
public record FileStamp(Path path, long bytes, FileTime modified) {
  /**
   * The stamps of files, as they are now.
   *
   * @param files the files
   * @return their stamps
   * @throws BadDataException if one is missing, empty, or no file
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
   * @throws BadDataException if it has another size or was written to
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
