package io.nasrec.supernet.engine;

import com.sun.jna.Function;
import com.sun.jna.NativeLong;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Manages native memory that the engine has freed.
 *
 * <p>The GNU C library returns large blocks to the system immediately and fetches them again, page
 * by page, for the next operation, which takes up to a tenth of the time. It is therefore told to
 * keep them. Small fragments that fit nothing would accumulate over a search, though, so every half
 * minute all free memory is returned. With other C libraries, none of this happens.
 */
public final class FreedMemory {
  /**
   * Parameter of mallopt: the amount of free memory at the end of the heap, in bytes, above which
   * it is returned.
   */
  private static final int M_TRIM_THRESHOLD = -1;

  /**
   * Parameter of mallopt: the size, in bytes, from which a block is fetched from the system
   * individually.
   */
  private static final int M_MMAP_THRESHOLD = -3;

  private static final int ONE_GIB = 1 << 30;
  private static final long PERIOD = TimeUnit.SECONDS.toNanos(30);

  private static final Optional<Function> TRIM = keep();
  private static final AtomicLong LAST = new AtomicLong(System.nanoTime());

  private FreedMemory() {}

  /** Returns the free memory if it is time to do so again. */
  static void giveBack() {
    long last = LAST.get();
    long now = System.nanoTime();
    if (now - last > PERIOD && LAST.compareAndSet(last, now)) {
      giveBackNow();
    }
  }

  /** Returns the free memory; the result is whether the C library supports this. */
  public static boolean giveBackNow() {
    TRIM.ifPresent(trim -> trim.invokeInt(new Object[] {new NativeLong(0)}));
    return TRIM.isPresent();
  }

  /** Returns freed memory, if it is kept at all. */
  private static Optional<Function> keep() {
    CLibrary.function("mallopt")
        .ifPresent(
            option -> {
              option.invokeInt(new Object[] {M_MMAP_THRESHOLD, ONE_GIB});
              option.invokeInt(new Object[] {M_TRIM_THRESHOLD, ONE_GIB});
            });
    return CLibrary.function("malloc_trim");
  }
}
