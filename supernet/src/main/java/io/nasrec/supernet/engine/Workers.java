package io.nasrec.supernet.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A fixed number of threads. */
public final class Workers implements AutoCloseable {
  private final int count;
  private final ExecutorService executor;

  /**
   * @param count at least 1
   */
  public Workers(int count) {
    this.count = count;
    executor =
        Executors.newFixedThreadPool(
            count,
            task -> {
              Thread thread = new Thread(task, "nasrec-worker");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Number of threads. */
  public int count() {
    return count;
  }

  /**
   * Applies a function to all inputs. Once it fails for one input, inputs not yet started are
   * skipped, and threads working on others are interrupted; long work should check for interruption
   * now and then. No thread is still working when this returns or throws, unless the caller was
   * interrupted.
   *
   * @return the results in the order of the inputs
   * @throws RuntimeException the first exception that the function threw
   * @throws Error likewise, so that a dying worker reports its cause
   * @throws CancellationException if the calling thread is interrupted
   */
  public <A, B> List<B> map(List<A> inputs, Function<A, B> function) {
    Round round = new Round();
    List<B> results = new ArrayList<>(Collections.nCopies(inputs.size(), null));
    List<Callable<Void>> work = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      int index = i;
      work.add(
          () -> {
            round.work(() -> results.set(index, function.apply(inputs.get(index))));
            return null;
          });
    }
    try {
      executor.invokeAll(work);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for workers");
    }
    round.requireSuccess();
    return results;
  }

  /** Inputs that are processed in parallel until one of them fails. */
  private static final class Round {
    private final Set<Thread> atWork = new HashSet<>();
    private Throwable failure;

    /**
     * Catches everything that a worker throws, because a thread that ended would leave others
     * waiting.
     */
    void work(Runnable input) {
      if (begin()) {
        try {
          input.run();
        } catch (RuntimeException | Error e) {
          fail(e);
        } finally {
          end();
        }
      }
    }

    private synchronized boolean begin() {
      return failure == null && atWork.add(Thread.currentThread());
    }

    private synchronized void fail(Throwable cause) {
      if (failure == null) {
        failure = cause;
        atWork.forEach(Thread::interrupt);
      }
    }

    private synchronized void end() {
      atWork.remove(Thread.currentThread());
      if (failure != null) {
        Thread.interrupted(); // meant for this round, not for the thread's next
      }
    }

    synchronized void requireSuccess() {
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure != null) {
        throw (RuntimeException) failure;
      }
    }
  }

  /** Waits for running work, because the memory that it reads is about to be freed. */
  @Override
  public void close() {
    executor.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      executor.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
