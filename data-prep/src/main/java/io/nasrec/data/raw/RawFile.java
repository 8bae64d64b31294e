package io.nasrec.data.raw;

import io.nasrec.commons.FileDigest;
import io.nasrec.data.SplitName;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A file of raw rows, plain, gzip or zstd.
 *
 * @param path the file
 * @param split the split its rows belong to, if the file says so
 * @param checksum the expected SHA-256 (64 hexadecimal digits) or MD5 (32) of its bytes, if known
 */
public record RawFile(Path path, Optional<SplitName> split, Optional<String> checksum) {
  /** Checks the values. */
  public RawFile {
    Objects.requireNonNull(path, "path must be given");
    Objects.requireNonNull(split, "split must be given");
    checksum = checksum.map(digits -> digits.toLowerCase(Locale.ROOT));
    checksum.ifPresent(FileDigest::like);
  }

  /**
   * Files about which nothing else is known.
   *
   * @param paths the files, in reading order
   * @return the same in that order
   */
  public static List<RawFile> of(Path... paths) {
    return Arrays.stream(paths)
        .map(path -> new RawFile(path, Optional.empty(), Optional.empty()))
        .toList();
  }
}
