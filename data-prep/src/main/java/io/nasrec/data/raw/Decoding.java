package io.nasrec.data.raw;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Finds bytes that are no characters. Java decodes each of them as the same replacement, which
 * makes one value of several.
 */
final class Decoding {
  private static final char REPLACEMENT = '\ufffd';

  private Decoding() {}

  /**
   * The first byte that is no character, or begins none.
   *
   * @param decoded what the bytes were decoded as: if no replacement is in it, all is well, and
   *     that is known fast
   * @return its position; -1 if there is none
   */
  static int firstMalformed(String decoded, byte[] text, int from, int to, Charset charset) {
    if (decoded.indexOf(REPLACEMENT) < 0) {
      return -1;
    }
    ByteBuffer bytes = ByteBuffer.wrap(text, from, to - from);
    // Reports what is malformed, and not a replacement that is in the file itself.
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
