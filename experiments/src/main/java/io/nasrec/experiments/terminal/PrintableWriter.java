package io.nasrec.experiments.terminal;

import io.nasrec.commons.Printable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Filters what commands print to a terminal: control characters, which a column's or a file's name
 * may contain, are shown escaped. Line ends and the colours of help texts pass through.
 */
public final class PrintableWriter extends FilterWriter {
  /** Line ends, and sequences that set colours (ECMA-48, SGR). */
  private static final Pattern PASSED = Pattern.compile("\\R|\u001b\\[[0-9;]*m");

  PrintableWriter(Writer out) {
    super(out);
  }

  /** Standard output or standard error, in UTF-8 regardless of the machine's language. */
  public static PrintWriter of(FileDescriptor stream) {
    return new PrintWriter(
        new PrintableWriter(
            new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8)),
        true);
  }

  /** A text of several lines with its control characters escaped. */
  public static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    Matcher passed = PASSED.matcher(text);
    int end = 0;
    while (passed.find()) {
      printable.append(Printable.of(text.substring(end, passed.start()))).append(passed.group());
      end = passed.end();
    }
    return printable.append(Printable.of(text.substring(end))).toString();
  }

  @Override
  public void write(int c) throws IOException {
    write(String.valueOf((char) c), 0, 1);
  }

  @Override
  public void write(char[] characters, int offset, int length) throws IOException {
    write(new String(characters, offset, length), 0, length);
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    out.write(printable(text.substring(offset, offset + length)));
  }
}
