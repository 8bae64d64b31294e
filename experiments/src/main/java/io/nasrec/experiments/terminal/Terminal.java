package io.nasrec.experiments.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard error, shared by log lines and a status line below them that is rewritten in place.
 *
 * <p>If standard error is not a terminal (a file, a pipe), there is no status line.
 */
final class Terminal {
  private static final Terminal STANDARD_ERROR =
      new Terminal(
          new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
          watched(),
          columns(System.getProperty("nasrec.columns"), System.getenv("COLUMNS")));

  /** The assumed width of terminals that do not report their width. */
  private static final int USUAL_COLUMNS = 80;

  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean interactive;
  private final int columns;
  private String status = "";

  /**
   * Writes to a stream.
   *
   * @param interactive whether it is a terminal, which can rewrite a line
   * @param columns its width in characters
   */
  Terminal(PrintStream out, boolean interactive, int columns) {
    this.out = out;
    this.interactive = interactive;
    this.columns = columns;
  }

  static Terminal standardError() {
    return STANDARD_ERROR;
  }

  boolean interactive() {
    return interactive;
  }

  /** The maximum length of a status line: some terminals wrap a line of their full width. */
  int room() {
    return columns - 1;
  }

  /**
   * Replaces the status line; an empty text removes it.
   *
   * @param line cut off beyond {@link #room}, because only one line can be rewritten
   */
  synchronized void status(String line) {
    String text = line.length() <= room() ? line : line.substring(0, room() - 1) + "…";
    if (interactive && !text.equals(status)) {
      out.print(CLEAR_LINE + text);
      out.flush();
      status = text;
    }
  }

  /** A stream for whole lines, written above the status line. Closing it closes nothing. */
  OutputStream lines() {
    return new OutputStream() {
      @Override
      public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        line(bytes, offset, length);
      }
    };
  }

  private synchronized void line(byte[] bytes, int offset, int length) {
    if (!status.isEmpty()) {
      out.print(CLEAR_LINE);
    }
    out.write(bytes, offset, length);
    out.print(status);
    out.flush();
  }

  /** The first of some texts that is a usable width. */
  static int columns(String... texts) {
    for (String text : texts) {
      if (text != null && text.matches("\\d{1,4}") && Integer.parseInt(text) >= 10) {
        return Integer.parseInt(text);
      }
    }
    return USUAL_COLUMNS;
  }

  /** Java cannot ask whether standard error is a terminal; the launcher can, and says so. */
  private static boolean watched() {
    return Boolean.getBoolean("nasrec.terminal");
  }
}
