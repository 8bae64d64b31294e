package io.nasrec.supernet.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Threads that share the work on one batch, shard by shard.
 *
 * <p>Parallelising every single operation instead, as the engine does with several threads, leaves
 * cores idle during the many operations that are too small for it, and during all work done in
 * Java.
 */
public final class Shards implements AutoCloseable {
  /** With more elements than threads. */
  public static final int MANY = Integer.MAX_VALUE;

  /** No sharing: the calling thread does everything. */
  public static final Shards NONE = new Shards(1);

  private final int count;
  private final Optional<Workers> workers;

  private Shards(int count) {
    this.count = count;
    this.workers = count == 1 ? Optional.empty() : Optional.of(new Workers(count));
  }

  /** Some threads; if it is one, the calling thread does the work. */
  static Shards of(int count) {
    return count == 1 ? NONE : new Shards(count);
  }

  /**
   * One of several equal parts of some work.
   *
   * @param index from 0
   * @param count of how many
   */
  public record Shard(int index, int count) {

    /** The first of {@code size} consecutive elements that is in this part. */
    public int from(int size) {
      return (int) ((long) size * index / count);
    }

    /** The element after the part's last. */
    public int to(int size) {
      return (int) ((long) size * (index + 1) / count);
    }
  }

  /**
   * Applies a function to all shards in parallel.
   *
   * @param limit the maximum number of shards: with more shards than elements, some would be empty
   * @return the results in the order of the shards
   * @throws RuntimeException the first exception that the function threw, once no thread is working
   *     any more
   */
  public <T> List<T> map(int limit, Function<Shard, T> function) {
    int shards = Math.max(1, Math.min(count, limit));
    if (workers.isEmpty() || shards == 1) {
      return List.of(function.apply(new Shard(0, 1)));
    }
    return workers
        .get()
        .map(IntStream.range(0, shards).mapToObj(i -> new Shard(i, shards)).toList(), function);
  }

  /** Waits for running work. */
  @Override
  public void close() {
    workers.ifPresent(Workers::close);
  }
}
