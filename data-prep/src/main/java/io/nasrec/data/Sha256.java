package io.nasrec.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in lower-case hexadecimal digits. */
public final class Sha256 {
  private Sha256() {}

  /**
   * The SHA-256 of a text.
   *
   * @param text the text, hashed as UTF-8
   * @return 64 digits
   */
  public static String of(String text) {
    return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The SHA-256 of a file's bytes.
   *
   * @param file the file
   * @param progress hears of the stage "digest", in bytes
   * @return 64 digits
   * @throws IOException if the file cannot be read
   */
  public static String of(Path file, Progress progress) throws IOException {
    MessageDigest digest = digest();
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

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
