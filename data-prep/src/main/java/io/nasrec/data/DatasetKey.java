package io.nasrec.data;

import java.util.Objects;

/**
 * All that decides what is in a prepared data set: equal keys, equal bytes.
 *
 * @param formatVersion the version of the files' layout and of the encoding
 * @param format the raw data's format, such as {@code "criteo"}
 * @param rawSha256 the SHA-256 of the raw data
 * @param split how rows are divided
 * @param seed where the division's chance comes from
 * @param minCount training rows that must have a value for it to get an id of its own
 * @param denseTransform what becomes of numbers
 */
public record DatasetKey(
    int formatVersion,
    String format,
    String rawSha256,
    SplitScheme split,
    long seed,
    int minCount,
    DenseTransform denseTransform) {
  /** The version that this program writes and reads. */
  public static final int CURRENT_VERSION = 1;

  /** Checks the values. */
  public DatasetKey {
    Objects.requireNonNull(format, "format must be given");
    Objects.requireNonNull(rawSha256, "rawSha256 must be given");
    Objects.requireNonNull(split, "split must be given");
    Objects.requireNonNull(denseTransform, "denseTransform must be given");
    if (minCount < 1) {
      throw new IllegalArgumentException("minCount must be at least 1, but was " + minCount);
    }
  }

  /**
   * The key in short: what ties the files of a data set to its manifest.
   *
   * @return the SHA-256 of the key, 64 hexadecimal digits
   */
  public String digest() {
    return Sha256.of(
        "nasrec data set %d|%s|%s|%s|%d|%d|%s"
            .formatted(
                formatVersion,
                format,
                rawSha256,
                split.name(),
                seed,
                minCount,
                denseTransform.name()));
  }
}
