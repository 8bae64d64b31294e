package io.nasrec.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Identifies the raw data.
 *
 * @param name the file's name without its directory, or what generated the data; several names are
 *     separated by commas
 * @param bytes the file's size, or that of all files; 0 for data that is not a file
 * @param sha256 the SHA-256 of the file's bytes, of the description of what generated the data, or
 *     of the files' digests; 64 lower-case hexadecimal digits
 * @param files each of several files, in reading order; empty for a single one
 * @param rows how many good rows were read from it; null if that is not known, as before reading,
 *     or if a file does not contain rows
 */
public record RawIdentity(
    String name, long bytes, String sha256, List<RawIdentity> files, Long rows) {
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
   * A single file, or data that is not a file.
   *
   * @param name its name
   * @param bytes its size
   * @param sha256 its digest
   */
  public RawIdentity(String name, long bytes, String sha256) {
    this(name, bytes, sha256, List.of(), null);
  }

  /**
   * The same, after reading.
   *
   * @param rowsOfFiles the rows of each file, in reading order; further files contain no rows
   * @return the same with the number of rows of each file and in total
   */
  public RawIdentity withRows(List<Long> rowsOfFiles) {
    long all = rowsOfFiles.stream().mapToLong(Long::longValue).sum();
    List<RawIdentity> read = new ArrayList<>(files);
    for (int i = 0; i < Math.min(files.size(), rowsOfFiles.size()); i++) {
      read.set(i, files.get(i).withRows(List.of(rowsOfFiles.get(i))));
    }
    return new RawIdentity(name, bytes, sha256, read, all);
  }
}
