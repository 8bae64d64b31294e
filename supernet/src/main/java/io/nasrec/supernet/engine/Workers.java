package io.nasrec.supernet.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A fixed number of threads, each of which gives the engine one thread per operation. */
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
              Thread thread =
                  new Thread(
                      () -> {
                        Torch.threads(1);
                        task.run();
                      },
                      "nasrec-worker");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Number of threads. */
  public int count() {
    return count;
  }

  /**
   * Applies a function to all inputs.
   *
   * @return the results in the order of the inputs
   * @throws RuntimeException what the function threw first, in the order of the inputs
   */
  public <A, B> List<B> map(List<A> inputs, Function<A, B> function) {
    List<Future<B>> futures = new ArrayList<>();
    for (A input : inputs) {
      futures.add(executor.submit(() -> function.apply(input)));
    }
    List<B> results = new ArrayList<>();
    try {
      for (Future<B> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for workers", e);
    } finally {
      futures.forEach(future -> future.cancel(true));
    }
  }

  /** Waits for what still runs: the memory that it reads is about to be freed. */
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
