package io.nasrec.experiments.render.text;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes CSV (RFC 4180, lines that end with a line feed) that is safe in a spreadsheet: texts that
 * would be taken for a formula are prefixed with an apostrophe. Numbers are written unchanged.
 */
public final class CsvWriter implements Closeable {
  private static final Pattern FORMULA = Pattern.compile("(?s)[=+\\-@\\t\\r].*");

  private final CSVPrinter printer;

  /**
   * Writes a header.
   *
   * @param out where the lines go; closed with this
   */
  public CsvWriter(Appendable out, String... header) throws IOException {
    this.printer =
        new CSVPrinter(
            out, CSVFormat.RFC4180.builder().setRecordSeparator('\n').setHeader(header).get());
  }

  /** Writes a line; NaN is an empty cell. */
  public void line(Object... cells) throws IOException {
    printer.printRecord(Arrays.stream(cells).map(CsvWriter::cell));
  }

  private static Object cell(Object value) {
    if (value instanceof CharSequence text && FORMULA.matcher(text).matches()) {
      return "'" + text;
    }
    return value instanceof Double number && number.isNaN() ? "" : value;
  }

  @Override
  public void close() throws IOException {
    printer.close();
  }
}
