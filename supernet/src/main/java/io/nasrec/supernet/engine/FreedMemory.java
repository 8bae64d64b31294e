package io.nasrec.supernet.engine;

import com.sun.jna.Function;
import com.sun.jna.NativeLong;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What becomes of native memory that the engine has freed.
 *
 * <p>The GNU C library hands large pieces back to the system at once and fetches them again, page
 * by page, for the next operation, which takes up to a tenth of the time. It is therefore told to
 * keep them. What it keeps in small pieces that fit nothing would add up over a search, though, so
 * that every half minute it gives back all that is free. Elsewhere nothing of this happens.
 */
public final class FreedMemory {
  /** Of mallopt: free memory at the end of the heap above which it is given back, in bytes. */
  private static final int M_TRIM_THRESHOLD = -1;

  /** Of mallopt: size from which a piece is fetched from the system by itself, in bytes. */
  private static final int M_MMAP_THRESHOLD = -3;

  private static final int ONE_GIB = 1 << 30;
  private static final long PERIOD = TimeUnit.SECONDS.toNanos(30);

  private static final Optional<Function> TRIM = keep();
  private static final AtomicLong LAST = new AtomicLong(System.nanoTime());

  private FreedMemory() {}

  /** Gives back what is free now, if it is time to do so again. */
  static void giveBack() {
    long last = LAST.get();
    long now = System.nanoTime();
    if (now - last > PERIOD && LAST.compareAndSet(last, now)) {
      giveBackNow();
    }
  }

  /** Gives back what is free now, and returns whether the C library knows how. */
  public static boolean giveBackNow() {
    TRIM.ifPresent(trim -> trim.invokeInt(new Object[] {new NativeLong(0)}));
    return TRIM.isPresent();
  }

  /** What gives freed memory back, where it is kept. */
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
