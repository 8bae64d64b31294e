package io.nasrec.commons;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** SHA-256 of texts. */
public final class Sha256 {
  private Sha256() {}

  /**
   * The SHA-256 of a text.
   *
   * @param text the text, hashed as UTF-8
   * @return 64 lower-case hexadecimal digits
   */
  public static String of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(FileDigest.SHA_256.begin().digest(bytes));
  }
}
