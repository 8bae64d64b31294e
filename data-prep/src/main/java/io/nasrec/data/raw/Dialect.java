package io.nasrec.data.raw;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;

/**
 * What delimited text looks like. Records end with a line feed, a carriage return or both.
 *
 * @param delimiter between values; one ASCII character
 * @param quote around values that hold delimiters, line ends or quotes (doubled); one ASCII
 *     character, or 0 where quotes are nothing special
 * @param header whether each file begins with a record of column names
 * @param charset how bytes are read; ASCII characters must be single bytes in it
 */
public record Dialect(char delimiter, char quote, boolean header, Charset charset) {
  /** No quotes and no header; Latin-1, which is fast and in which no byte is an error. */
  public static final Dialect TABS = new Dialect('\t', '\0', false, StandardCharsets.ISO_8859_1);

  /** Commas and a header, no quotes; Latin-1. */
  static final Dialect COMMAS = new Dialect(',', '\0', true, StandardCharsets.ISO_8859_1);

  /** Checks the values. */
  public Dialect {
    Objects.requireNonNull(charset, "charset must be given");
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
   * Whether there are quotes.
   *
   * @return false where they are nothing special
   */
  public boolean quotes() {
    return quote != 0;
  }

  /**
   * The same for Commons CSV.
   *
   * @return the format
   */
  public CSVFormat csv() {
    // An empty line is a record: what it means is for the format to say.
    CSVFormat.Builder builder = CSVFormat.newFormat(delimiter).builder().setIgnoreEmptyLines(false);
    return (quotes() ? builder.setQuote(quote) : builder).get();
  }
}
