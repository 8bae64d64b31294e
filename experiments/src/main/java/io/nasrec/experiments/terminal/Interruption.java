package io.nasrec.experiments.terminal;

import io.nasrec.commons.Progress;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the program's work at its next step when the program is stopped from outside (Ctrl-C, system
 * shutdown), and says how to resume. A run saves its state in files as it proceeds, so nothing has
 * to be saved at that point, but the engine must not be torn down while it computes.
 */
public final class Interruption implements AutoCloseable {
  /** Longer than a step of any stage takes; a second Ctrl-C ends the wait. */
  private static final long PATIENCE_SECONDS = 30;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;
  private volatile boolean stopping;

  private Interruption(String command, PrintWriter err) {
    hook =
        new Thread(
            () -> {
              stopping = true;
              // On a new line after the ^C that the terminal has just shown.
              err.println();
              err.println("interrupted; to resume: " + command);
              err.flush();
              awaitEnd();
            },
            "nasrec-interruption");
  }

  /**
   * From now on, until the result is closed, a stop prints a line.
   *
   * @param command resumes the work
   * @param err where the line is printed
   */
  public static Interruption telling(String command, PrintWriter err) {
    Interruption interruption = new Interruption(command, err);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Thrown from progress reports once the program should stop. */
  public static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Reports to another progress until the program should stop; the next report then ends the work.
   */
  public Progress endingWorkOf(Progress progress) {
    return (stage, done, total, unit) -> {
      if (stopping) {
        throw new StoppedException();
      }
      progress.update(stage, done, total, unit);
    };
  }

  private void awaitEnd() {
    try {
      ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is just being stopped, and the line is about to be printed.
    }
  }
}
