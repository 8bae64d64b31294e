package io.nasrec.data.raw;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * How the values of a categorical field become 64-bit keys, which are fast to compare and count.
 * Numbers are their own keys; other text is hashed.
 */
public enum Coding {
  /** 1 to 8 hexadecimal digits, as in Criteo and Avazu. */
  HEXADECIMAL("1 to 8 hexadecimal digits or nothing") {
    @Override
    long known(String value) {
      if (value.length() > 8) {
        return INVALID;
      }
      long key = 0;
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        int digit = c < DIGITS.length ? DIGITS[c] : -1;
        if (digit < 0) {
          return INVALID;
        }
        key = key << 4 | digit;
      }
      return key;
    }

    @Override
    public String text(long key) {
      return HexFormat.of().toHexDigits(key, 8);
    }
  },
  /** A whole number of 1 to 18 digits; leading zeros do not count. */
  DECIMAL("a whole number of up to 18 digits or nothing") {
    @Override
    long known(String value) {
      int first = value.charAt(0) == '-' ? 1 : 0;
      if (value.length() == first || value.length() > first + 18) {
        return INVALID;
      }
      long key = 0;
      for (int i = first; i < value.length(); i++) {
        int digit = value.charAt(i) - '0';
        if (digit < 0 || digit > 9) {
          return INVALID;
        }
        key = 10 * key + digit;
      }
      return first == 0 ? key : -key;
    }

    @Override
    public String text(long key) {
      return Long.toString(key);
    }
  },
  /**
   * Any text. The key is a hash: among a million distinct values, the probability that two share a
   * key, and hence an id, is 3e-8.
   */
  TEXT("a text or nothing") {
    @Override
    long known(String value) {
      long hash = MurmurHash3.hash128x64(value.getBytes(StandardCharsets.UTF_8))[0];
      return hash == MISSING || hash == INVALID ? 0 : hash;
    }

    @Override
    public String text(long key) {
      throw new UnsupportedOperationException("a hash does not tell the text");
    }
  };

  /** The key of a missing value. */
  public static final long MISSING = Long.MIN_VALUE;

  /** The key of a text that is not a value of the field. */
  public static final long INVALID = Long.MIN_VALUE + 1;

  // The hexadecimal digit of each ASCII character, -1 for others: branching on effectively random
  // digits would cost more than everything else.
  private static final byte[] DIGITS = new byte[0x80];

  static {
    for (char c = 0; c < DIGITS.length; c++) {
      DIGITS[c] = (byte) Character.digit(c, 16);
    }
  }

  private final String expected;

  Coding(String expected) {
    this.expected = expected;
  }

  /**
   * What a value must look like, for messages.
   *
   * @return such as {@code "1 to 8 hexadecimal digits or nothing"}
   */
  public String expected() {
    return expected;
  }

  /**
   * A value's key.
   *
   * @param value the value as the raw data has it; empty if missing
   * @return the key, {@link #MISSING} or {@link #INVALID}
   */
  public long key(String value) {
    return value.isEmpty() ? MISSING : known(value);
  }

  abstract long known(String value);

  /**
   * The value that has a key.
   *
   * @param key neither {@link #MISSING} nor {@link #INVALID}
   * @return its text, in the usual form
   * @throws UnsupportedOperationException for {@link #TEXT}: rows then carry their texts
   */
  public abstract String text(long key);
}
