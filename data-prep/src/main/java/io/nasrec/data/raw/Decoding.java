package io.nasrec.data.raw;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Finds bytes that are not valid characters. Java decodes each of them as the same replacement
 * character, which would merge several values into one.
 */
final class Decoding {
  private static final char REPLACEMENT = '\ufffd';

  private Decoding() {}

  /**
   * The first byte that is not a character or the beginning of one.
   *
   * @param decoded what the bytes were decoded as: if it contains no replacement character, there
   *     is no such byte, which makes the common case fast
   * @return its position; -1 if there is none
   */
  static int firstMalformed(String decoded, byte[] text, int from, int to, Charset charset) {
    if (decoded.indexOf(REPLACEMENT) < 0) {
      return -1;
    }
    ByteBuffer bytes = ByteBuffer.wrap(text, from, to - from);
    // Reports malformed bytes, but not a replacement character in the file itself.
    boolean malformed =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(bytes, CharBuffer.allocate(to - from), true)
            .isError();
    return malformed ? bytes.position() : -1;
  }

  /** What is wrong with such a byte. */
  static String problem(byte found, Charset charset) {
    boolean utf8 = charset.equals(StandardCharsets.UTF_8);
    return "the byte 0x%s is not %s; schema.encoding must name the file's encoding%s"
        .formatted(
            HexFormat.of().toHexDigits(found),
            utf8 ? "UTF-8" : charset.name().toLowerCase(Locale.ROOT),
            utf8 ? ", such as iso-8859-1 or windows-1252" : "");
  }
}
