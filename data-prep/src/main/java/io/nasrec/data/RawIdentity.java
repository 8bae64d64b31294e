package io.nasrec.data;

/**
 * Which raw data it was.
 *
 * @param name the file's name without its directory, or what made the data
 * @param bytes the file's size; 0 for data that is no file
 * @param sha256 the SHA-256 of the file's bytes, or of the description of what made the data; 64
 *     lower-case hexadecimal digits
 */
public record RawIdentity(String name, long bytes, String sha256) {
  /** Checks the values. */
  public RawIdentity {
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
}
