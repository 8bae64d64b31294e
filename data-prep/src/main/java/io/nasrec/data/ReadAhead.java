package io.nasrec.data;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads one batch ahead: while a batch is being processed, a thread gathers the next one in the
 * same array of row numbers. This hides the waiting if the disk is slower than the work; the rows
 * read stay the same. For use by one thread, which must not change the array while it is being
 * read.
 */
public final class ReadAhead implements BatchSource, AutoCloseable {
  private final BatchSource source;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "nasrec-read-ahead");
            thread.setDaemon(true);
            return thread;
          });
  private Ahead ahead;

  /** A batch that was requested from the reader. */
  private static final class Ahead {
    private final int[] rows;
    private final int from;
    private final int to;
    private final Future<Batch> batch;

    Ahead(int[] rows, int from, int to, Future<Batch> batch) {
      this.rows = rows;
      this.from = from;
      this.to = to;
      this.batch = batch;
    }
  }

  /**
   * Starts reading ahead in a source.
   *
   * @param source where the rows come from; it stays open when this is closed
   */
  public ReadAhead(BatchSource source) {
    this.source = Objects.requireNonNull(source, "source must be given");
  }

  @Override
  public int rows() {
    return source.rows();
  }

  @Override
  public Batch read(int from, int to) {
    return source.read(from, to);
  }

  @Override
  public Batch gather(int[] rows, int from, int to) {
    Batch batch = taken(rows, from, to);
    int end = Math.min(rows.length, to + (to - from));
    ahead =
        end > to
            ? new Ahead(rows, to, end, reader.submit(() -> source.gather(rows, to, end)))
            : null;
    return batch;
  }

  private Batch taken(int[] rows, int from, int to) {
    if (ahead == null || ahead.rows != rows || ahead.from != from || ahead.to != to) {
      return source.gather(rows, from, to);
    }
    try {
      return ahead.batch.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while reading");
    }
  }

  /** Ends the reader; the source stays open. */
  @Override
  public void close() {
    reader.shutdownNow();
  }
}
