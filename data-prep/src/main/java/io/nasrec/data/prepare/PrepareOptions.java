package io.nasrec.data.prepare;

import io.nasrec.data.DatasetKey;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.RawIdentity;
import io.nasrec.data.SplitScheme;
import io.nasrec.data.raw.RawSource;
import java.util.Objects;

/**
 * What to prepare, and how (spec section 8).
 *
 * @param source the raw rows
 * @param split how rows are divided
 * @param seed where the division's chance comes from
 * @param minCount training rows that must have a value for it to get an id of its own, at least 1
 *     (published: Criteo 10, Avazu 5, KDD12 10)
 * @param denseTransform what becomes of numbers
 */
public record PrepareOptions(
    RawSource source, SplitScheme split, long seed, int minCount, DenseTransform denseTransform) {
  /** Checks the values. */
  public PrepareOptions {
    Objects.requireNonNull(source, "source must be given");
    Objects.requireNonNull(split, "split must be given");
    Objects.requireNonNull(denseTransform, "denseTransform must be given");
    if (minCount < 1) {
      throw new IllegalArgumentException("minCount must be at least 1, but was " + minCount);
    }
  }

  DatasetKey key(RawIdentity raw) {
    return new DatasetKey(
        DatasetKey.CURRENT_VERSION,
        source.format(),
        raw.sha256(),
        split,
        seed,
        minCount,
        denseTransform);
  }
}
