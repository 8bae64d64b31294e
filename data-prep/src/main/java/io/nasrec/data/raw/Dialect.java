package io.nasrec.data.raw;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/**
 * What delimited text looks like. Records end with a line feed, a carriage return or both.
 *
 * @param delimiter between values; one ASCII character
 * @param quote around values that contain delimiters, line ends or quotes; one ASCII character, or
 *     0 if quotes have no special meaning
 * @param escape how a quote is written between quotes
 * @param header whether each file begins with a record of column names
 * @param charset the encoding: UTF-8, or one with one byte per character
 */
public record Dialect(
    char delimiter, char quote, QuoteEscape escape, boolean header, Charset charset) {
  /** No quotes and no header; Latin-1, which is fast and accepts every byte. */
  public static final Dialect TABS = new Dialect('\t', '\0', false, StandardCharsets.ISO_8859_1);

  /** Commas and a header, no quotes; Latin-1. */
  static final Dialect COMMAS = new Dialect(',', '\0', true, StandardCharsets.ISO_8859_1);

  private static final int ASCII = 0x80;

  /** Checks the values. */
  public Dialect {
    Objects.requireNonNull(escape, "escape must be given");
    Objects.requireNonNull(charset, "charset must be given");
    if (!isReadable(charset)) {
      throw new IllegalArgumentException(
          "charset must be UTF-8, or ASCII and more in one byte per character, but was " + charset);
    }
    if (delimiter == 0 || delimiter > 0x7f || delimiter == '\n' || delimiter == '\r') {
      throw new IllegalArgumentException(
          "delimiter must be an ASCII character that ends no line, but was " + (int) delimiter);
    }
    if (quote > 0x7f || quote == delimiter || quote == '\n' || quote == '\r') {
      throw new IllegalArgumentException(
          "quote must be an ASCII character unlike the delimiter, but was " + (int) quote);
    }
  }

  /**
   * Text in which quotes are doubled, if there are any.
   *
   * @param delimiter between values
   * @param quote around values, or 0
   * @param header whether each file begins with a record of column names
   * @param charset how bytes are read
   */
  public Dialect(char delimiter, char quote, boolean header, Charset charset) {
    this(delimiter, quote, QuoteEscape.DOUBLED, header, charset);
  }

  /**
   * Whether text in an encoding can be read. The ends of records are found in the bytes, so the
   * byte of a delimiter, a quote or a line end must not be part of any other character.
   *
   * @param charset the encoding
   * @return true of UTF-8 and of supersets of ASCII with one byte per character
   */
  public static boolean isReadable(Charset charset) {
    if (charset.equals(StandardCharsets.UTF_8)) {
      return true;
    }
    byte[] ascii = new byte[ASCII];
    for (int i = 0; i < ASCII; i++) {
      ascii[i] = (byte) i;
    }
    return charset.canEncode()
        && charset.newEncoder().maxBytesPerChar() == 1
        && new String(ascii, charset).equals(new String(ascii, StandardCharsets.US_ASCII));
  }

  /**
   * Whether values may be quoted.
   *
   * @return false if quotes have no special meaning
   */
  public boolean quotes() {
    return quote != 0;
  }

  /** Whether quotes inside quoted values are escaped with a backslash. */
  boolean backslashes() {
    return quotes() && escape == QuoteEscape.BACKSLASH;
  }

  /**
   * Parses records.
   *
   * @param text whole records
   * @return their parser, to be iterated over once; it throws an {@link UncheckedIOException} if
   *     quotes do not end before a delimiter or a line end
   */
  public CSVParser parse(String text) {
    // Commons CSV's escapes differ: they also apply outside quotes, and \n is a line feed.
    String doubled = backslashes() ? new RecordEnds(this).withDoubledQuotes(text) : text;
    // An empty line is a record; the format decides what it means.
    CSVFormat.Builder builder = CSVFormat.newFormat(delimiter).builder().setIgnoreEmptyLines(false);
    CSVFormat format = (quotes() ? builder.setQuote(quote) : builder).get();
    try {
      return CSVParser.builder().setReader(new StringReader(doubled)).setFormat(format).get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
