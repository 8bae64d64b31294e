package io.nasrec.data.raw;

import io.nasrec.data.BadDataException;
import io.nasrec.data.Progress;
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
 * One reading of a source. A thread takes pieces (which is where files are read and decompressed),
 * others parse them, and the calling thread gets them in order. At most {@value #PIECES_PER_THREAD}
 * pieces per thread are in memory.
 */
final class OrderedReading {
  private static final int PIECES_PER_THREAD = 3;

  private final RawSource source;
  private final String stage;
  private final Progress progress;
  private final Consumer<RawRows> consumer;
  private final BadRows bad;
  private int part = -1;
  private long records;
  private long good;

  OrderedReading(RawSource source, String stage, Progress progress, Consumer<RawRows> consumer) {
    this.source = source;
    this.stage = stage;
    this.progress = progress;
    this.consumer = consumer;
    this.bad = new BadRows(source.maxBadRows());
  }

  /** A piece on its way, and how much of the source was taken with it. A null piece is the end. */
  private record Pending(Future<RawRows> rows, long done) {}

  RawSource.Tally run(int threads) {
    ExecutorService parsers = Executors.newFixedThreadPool(threads);
    ExecutorService taker = Executors.newSingleThreadExecutor();
    try (RawChunks chunks = source.open()) {
      BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(PIECES_PER_THREAD * threads);
      Future<?> taking = taker.submit(taking(chunks, parsers, queue));
      try {
        progress.update(stage, 0, chunks.total(), chunks.unit());
        for (Pending next = queue.take(); next.rows() != null; next = queue.take()) {
          deliver(next.rows().get());
          progress.update(stage, next.done(), chunks.total(), chunks.unit());
        }
        taking.get();
      } finally {
        // The chunks may only be closed when nobody takes from them any more.
        parsers.shutdownNow();
        taker.shutdownNow();
        awaitEnd(taker);
      }
      progress.update(stage, chunks.total(), chunks.total(), chunks.unit());
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while reading");
    } finally {
      parsers.shutdownNow();
      taker.shutdownNow();
    }
    return new RawSource.Tally(good, bad.count());
  }

  private static Callable<Void> taking(
      RawChunks chunks, ExecutorService parsers, BlockingQueue<Pending> queue) {
    return () -> {
      try {
        for (RawChunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
          queue.put(new Pending(parsers.submit(chunk::parse), chunks.done()));
        }
      } catch (InterruptedException e) {
        throw e; // nobody waits for more
      } catch (Throwable e) {
        // In its place in the order, so that what comes before is delivered first.
        queue.put(new Pending(CompletableFuture.failedFuture(e), chunks.done()));
      }
      queue.put(new Pending(null, chunks.done()));
      return null;
    };
  }

  private void deliver(RawRows rows) {
    RawOrigin origin = rows.origin();
    if (origin.part() != part) {
      part = origin.part();
      records = origin.header();
    }
    if (rows.rejected() > 0) {
      bad.add(
          rows.rejected(), origin.name(), records + rows.firstRejected() + 1, rows.firstProblem());
    }
    records += rows.records();
    good += rows.size();
    rows.damage()
        .ifPresent(
            what -> {
              String where = records == 0 ? "" : ", after record " + records;
              throw new BadDataException("%s%s: %s".formatted(origin.name(), where, what));
            });
    consumer.accept(rows);
  }

  private static void awaitEnd(ExecutorService taker) throws InterruptedException {
    boolean ended = false;
    while (!ended) {
      ended = taker.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  private static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException runtime) {
      return runtime;
    }
    if (cause instanceof IOException io) {
      return new UncheckedIOException(io);
    }
    return new IllegalStateException("reading failed", cause);
  }
}
