package io.nasrec.commons;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Work that comes in pieces: one thread takes the pieces, several process them, and the calling
 * thread receives the results in the order of the pieces. The result therefore does not depend on
 * the number of threads. No more than {@value #PIECES_PER_THREAD} pieces per thread are in memory.
 */
public final class OrderedWork {
  private static final int PIECES_PER_THREAD = 3;

  private OrderedWork() {}

  /**
   * The pieces, one after the other.
   *
   * @param <T> the type of their results
   */
  @FunctionalInterface
  public interface Pieces<T> {
    /**
     * Takes the next piece, always on the same thread.
     *
     * @return the work to do for it, on any thread; null after the last piece
     * @throws IOException if reading fails
     */
    Callable<T> next() throws IOException;
  }

  /**
   * Does all of the work. No thread is still working when this returns or throws.
   *
   * @param threads how many threads work, at least 1, not counting those that take the pieces and
   *     the results
   * @param pieces the pieces
   * @param results takes each result, on the calling thread
   * @param <T> the type of the results
   * @throws UncheckedIOException if reading fails
   * @throws CancellationException if the calling thread is interrupted
   */
  public static <T> void run(int threads, Pieces<T> pieces, Consumer<T> results) {
    BlockingQueue<Future<T>> queue = new ArrayBlockingQueue<>(PIECES_PER_THREAD * threads);
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    ExecutorService taker = Executors.newSingleThreadExecutor();
    try {
      Future<T> end = CompletableFuture.completedFuture(null);
      taker.execute(() -> take(pieces, workers, queue, end));
      for (Future<T> next = queue.take(); next != end; next = queue.take()) {
        results.accept(next.get());
      }
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } finally {
      end(workers);
      end(taker);
    }
  }

  private static <T> void take(
      Pieces<T> pieces, ExecutorService workers, BlockingQueue<Future<T>> queue, Future<T> end) {
    try {
      try {
        for (Callable<T> work = pieces.next(); work != null; work = pieces.next()) {
          queue.put(workers.submit(work));
        }
      } catch (IOException | RuntimeException | Error e) {
        // Failures keep their place in the order: earlier results are delivered first.
        queue.put(CompletableFuture.failedFuture(e));
      }
      queue.put(end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody waits for more
    }
  }

  private static void end(ExecutorService threads) {
    threads.shutdownNow();
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true; // what they read from must not be closed before they end
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException runtime) {
      return runtime;
    }
    return cause instanceof IOException io
        ? new UncheckedIOException(io)
        : new IllegalStateException(cause);
  }
}
