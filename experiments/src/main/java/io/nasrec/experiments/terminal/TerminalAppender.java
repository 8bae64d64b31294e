package io.nasrec.experiments.terminal;

import ch.qos.logback.core.OutputStreamAppender;

/** Logs to the terminal without tearing its status line; named in logback.xml. */
public final class TerminalAppender<E> extends OutputStreamAppender<E> {
  @Override
  public void start() {
    setOutputStream(Terminal.standardError().lines());
    super.start();
  }
}
