package io.nasrec.data.raw;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.OrderedWork;
import io.nasrec.commons.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;

/** One pass over a source: tracks record numbers and counts bad records. */
final class OrderedReading {
  private final RawSource source;
  private final BadRows bad;
  private int part = -1;
  private long records;
  private long blankLines;
  private final List<Long> rowsOfParts = new ArrayList<>();

  OrderedReading(RawSource source) {
    this.source = source;
    this.bad = new BadRows(source.maxBadRows());
  }

  /**
   * Parsed rows, the result of processing them, and how much of the source had been read by then.
   */
  private record Parsed<T>(RawRows rows, T made, long done) {}

  <T> RawSource.Tally run(
      int threads,
      String stage,
      Progress progress,
      Function<RawRows, T> work,
      Consumer<T> consumer) {
    try (RawChunks chunks = source.open()) {
      progress.update(stage, 0, chunks.total(), chunks.unit());
      OrderedWork.run(
          threads,
          () -> next(chunks, work),
          parsed -> {
            check(parsed.rows());
            consumer.accept(parsed.made());
            // The last bytes are read long before the last rows are parsed.
            if (parsed.done() < chunks.total()) {
              progress.update(stage, parsed.done(), chunks.total(), chunks.unit());
            }
          });
      progress.update(stage, chunks.total(), chunks.total(), chunks.unit());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RawSource.Tally(rowsOfParts, bad.count(), bad.first(), blankLines);
  }

  private static <T> Callable<Parsed<T>> next(RawChunks chunks, Function<RawRows, T> work)
      throws IOException {
    RawChunk chunk = chunks.next();
    if (chunk == null) {
      return null;
    }
    long done = chunks.done();
    return () -> {
      RawRows rows = chunk.parse();
      return new Parsed<>(rows, work.apply(rows), done);
    };
  }

  private void check(RawRows rows) {
    RawOrigin origin = rows.origin();
    if (origin.part() != part) {
      part = origin.part();
      records = origin.header();
      while (rowsOfParts.size() <= part) {
        rowsOfParts.add(0L); // a part without rows may have come before
      }
    }
    if (rows.rejected() > 0) {
      bad.add(
          rows.rejected(), origin.name(), records + rows.firstRejected() + 1, rows.firstProblem());
    }
    records += rows.records();
    blankLines += rows.blank();
    rowsOfParts.set(part, rowsOfParts.get(part) + rows.size());
    if (rows.damage().isPresent()) {
      String where = records == 0 ? "" : ", after record " + records;
      throw new BadDataException(origin.name() + where + ": " + rows.damage().get());
    }
  }
}
