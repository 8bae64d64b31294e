package io.nasrec.experiments.terminal;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** A log message without control characters; named in logback.xml. */
public final class PrintableMessage extends MessageConverter {
  @Override
  public String convert(ILoggingEvent event) {
    return PrintableWriter.printable(super.convert(event));
  }
}
