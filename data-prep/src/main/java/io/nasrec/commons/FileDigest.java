package io.nasrec.commons;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Digests of files, in lower-case hexadecimal digits. */
public enum FileDigest {
  /** 64 digits. */
  SHA_256("SHA-256"),
  /** 32 digits; no longer secure, only for comparison with published digests. */
  MD5("MD5");

  private final String algorithm;

  FileDigest(String algorithm) {
    this.algorithm = algorithm;
  }

  /**
   * A digest without any bytes yet.
   *
   * @return a new one
   */
  public MessageDigest begin() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }

  /**
   * Digests a file's bytes.
   *
   * @param file the file
   * @param progress receives the stage "digest", in bytes
   * @return the digits
   * @throws IOException if the file cannot be read
   */
  public String digest(Path file, Progress progress) throws IOException {
    MessageDigest digest = begin();
    long total = Files.size(file);
    long done = 0;
    byte[] buffer = new byte[1 << 20];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        done += read;
        progress.update("digest", done, total, "bytes");
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * The kind of digest that a checksum is.
   *
   * @param checksum hexadecimal digits, of either case
   * @return the digest of that length
   * @throws IllegalArgumentException if it is neither
   */
  public static FileDigest like(String checksum) {
    if (checksum.toLowerCase(Locale.ROOT).matches("[0-9a-f]+")) {
      if (checksum.length() == 64) {
        return SHA_256;
      }
      if (checksum.length() == 32) {
        return MD5;
      }
    }
    throw new IllegalArgumentException(
        "checksum must be 64 (SHA-256) or 32 (MD5) hexadecimal digits, but was " + checksum);
  }
}
