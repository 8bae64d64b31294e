package io.nasrec.experiments.terminal;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a program that runs until it is stopped from outside (SIGTERM, Ctrl-C): what is under way is
 * finished, and that is a success. The JVM would exit with 128 + the signal's number instead, which
 * supervisors take for a failure.
 */
public final class GracefulStop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GracefulStop.class);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread hook;

  private GracefulStop(AutoCloseable service) {
    hook = new Thread(() -> stop(service), "graceful-stop");
  }

  /**
   * From now on, a stop closes the service and exits with 0.
   *
   * @param service what runs; closing it finishes what is under way
   */
  public static GracefulStop of(AutoCloseable service) {
    GracefulStop stop = new GracefulStop(service);
    Runtime.getRuntime().addShutdownHook(stop.hook);
    return stop;
  }

  private void stop(AutoCloseable service) {
    int code = 0;
    try {
      service.close();
      LOG.info("stopped");
    } catch (Exception e) {
      LOG.error("stopping failed: {}", String.valueOf(e), e);
      code = 1;
    }
    stopped.countDown();
    // In a shutdown hook there is no other way to choose the exit code.
    Runtime.getRuntime().halt(code);
  }

  /** Waits until the service has been closed. */
  public void await() throws InterruptedException {
    stopped.await();
  }

  /** Unless it is being stopped, the program ends with its own exit code again: it has failed. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("the stop is under way");
    }
  }
}
