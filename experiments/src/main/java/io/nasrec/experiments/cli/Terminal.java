package io.nasrec.experiments.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard error, shared by log lines and one status line below them that is rewritten in place.
 *
 * <p>Where nobody watches (a file, a pipe) there is no status line.
 */
final class Terminal {
  private static final Terminal STANDARD_ERROR =
      new Terminal(
          new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
          watched());

  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean interactive;
  private String status = "";

  /**
   * Writes to a stream.
   *
   * @param interactive whether it is a terminal, which can rewrite a line
   */
  Terminal(PrintStream out, boolean interactive) {
    this.out = out;
    this.interactive = interactive;
  }

  static Terminal standardError() {
    return STANDARD_ERROR;
  }

  boolean interactive() {
    return interactive;
  }

  /** Replaces the status line; an empty text removes it. */
  synchronized void status(String text) {
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

  /** Java cannot ask whether standard error is a terminal; the launcher can, and says so. */
  private static boolean watched() {
    return Boolean.getBoolean("nasrec.terminal");
  }
}
