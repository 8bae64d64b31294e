package io.nasrec.experiments.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Routes log messages: logback.xml sets the levels, this class what a command decides. */
public final class Logging {
  private static final String FILE_PATTERN =
      "%d{HH:mm:ss.SSS} %-5level [%thread] %logger{20} - %printable%n";

  private Logging() {}

  /**
   * Sets what the console shows.
   *
   * @param verbose from debug on; else from info on
   */
  public static void console(boolean verbose) {
    Appender<ILoggingEvent> console = root().getAppender("console");
    ThresholdFilter filter = new ThresholdFilter();
    filter.setLevel(verbose ? "DEBUG" : "INFO");
    filter.start();
    console.clearAllFilters();
    console.addFilter(filter);
  }

  /**
   * Also logs into a file, from debug on, until the result is closed. Appends if the file exists.
   *
   * @param file such as {@code run.log} in the run directory, which must exist
   */
  public static LogFile toFile(Path file) {
    LoggerContext context = root().getLoggerContext();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setPattern(FILE_PATTERN);
    encoder.start();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setName(file.toString());
    appender.setFile(file.toString());
    appender.setEncoder(encoder);
    appender.start();
    root().addAppender(appender);
    return new LogFile(file, appender);
  }

  /**
   * A log file that is being written.
   *
   * @param file where
   * @param appender the appender that writes it
   */
  public record LogFile(Path file, FileAppender<ILoggingEvent> appender) implements AutoCloseable {
    @Override
    public void close() {
      root().detachAppender(appender);
      appender.stop();
      appender.getEncoder().stop();
    }
  }

  static Logger root() {
    return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
  }

  /** The level of a logger, inherited or its own. */
  static Level level(String logger) {
    return root().getLoggerContext().getLogger(logger).getEffectiveLevel();
  }
}
