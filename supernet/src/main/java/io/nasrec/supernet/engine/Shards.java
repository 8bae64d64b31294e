package io.nasrec.supernet.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Threads that share the work on one batch, shard by shard; each gives the engine one thread.
 *
 * <p>Sharing every single operation out instead, as the engine does with several threads, leaves
 * cores idle in the many operations that are too small for it, and in all that Java does.
 */
public final class Shards implements AutoCloseable {
  /** More elements than there are threads to share them. */
  public static final int MANY = Integer.MAX_VALUE;

  /** No sharing: the calling thread does it all. */
  public static final Shards NONE = new Shards(1);

  private final int count;
  private final Optional<Workers> workers;

  private Shards(int count) {
    this.count = count;
    this.workers = count == 1 ? Optional.empty() : Optional.of(new Workers(count));
  }

  /**
   * As many as the engine may use threads for an operation of the calling thread, see {@link
   * Torch#threads(int)}. If that is one, the calling thread does the work.
   */
  public static Shards ofCallingThread() {
    return new Shards(Torch.threads());
  }

  /**
   * One of several equal parts of whatever there is to do.
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
   * Applies a function to all shards, side by side.
   *
   * @param limit shards at most: more than there are elements would be empty
   * @return the results in the order of the shards
   * @throws RuntimeException what the function threw first, once nobody works any more
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

  /** Waits for what still runs. */
  @Override
  public void close() {
    workers.ifPresent(Workers::close);
  }
}
