package io.nasrec.data;

import java.util.List;

/**
 * Which raw data it was.
 *
 * @param name the file's name without its directory, or what made the data; several names with
 *     commas between them
 * @param bytes the file's size, or that of all files; 0 for data that is no file
 * @param sha256 the SHA-256 of the file's bytes, of the description of what made the data, or of
 *     the files' digests; 64 lower-case hexadecimal digits
 * @param files each of several files; empty for a single one
 */
public record RawIdentity(String name, long bytes, String sha256, List<RawIdentity> files) {
  /** Checks the values. */
  public RawIdentity {
    files = List.copyOf(files);
    if (name.isEmpty()) {
      throw new IllegalArgumentException("name must be given, but was empty");
    }
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes must be at least 0, but was " + bytes);
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits, but was " + sha256);
    }
  }

  /**
   * A single file, or data that is no file.
   *
   * @param name its name
   * @param bytes its size
   * @param sha256 its digest
   */
  public RawIdentity(String name, long bytes, String sha256) {
    this(name, bytes, sha256, List.of());
  }
}
