package io.nasrec.data;

import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Everything that determines the content of a prepared data set: equal keys mean equal bytes.
 *
 * @param formatVersion the version of the files' layout and of the encoding
 * @param format how the raw bytes became rows
 * @param rawSha256 the SHA-256 of the raw data
 * @param split how rows are divided
 * @param seed the seed of the random split
 * @param dense the transform of each numeric feature; may be empty
 * @param categorical the encoding of each categorical field
 */
public record DatasetKey(
    int formatVersion,
    RawFormat format,
    String rawSha256,
    SplitScheme split,
    long seed,
    List<DenseColumn> dense,
    List<CategoricalColumn> categorical) {
  /** The version that this program writes and reads. */
  public static final int CURRENT_VERSION = 4;

  /** Checks the values and copies the lists. */
  public DatasetKey {
    Objects.requireNonNull(format, "format must be given");
    Objects.requireNonNull(rawSha256, "rawSha256 must be given");
    Objects.requireNonNull(split, "split must be given");
    dense = List.copyOf(dense);
    categorical = List.copyOf(categorical);
  }

  /**
   * How another data set's key differs from this one, in words.
   *
   * @param other what was found
   * @return such as {@code "seed is 3, not 2"}; empty if they are equal
   */
  public String difference(DatasetKey other) {
    List<String> differences = new ArrayList<>();
    compare(differences, "format version", formatVersion, other.formatVersion);
    compare(differences, "format", format.name(), other.format.name());
    if (format.name().equals(other.format.name()) && !format.equals(other.format)) {
      String found = CheckedJson.compact(other.format);
      compare(differences, "schema", CheckedJson.compact(format), found);
    }
    compare(differences, "digest of the raw data", rawSha256, other.rawSha256);
    compare(differences, "split", split, other.split);
    compare(differences, "seed", seed, other.seed);
    compareColumns(differences, "dense column", dense, other.dense);
    compareColumns(differences, "categorical column", categorical, other.categorical);
    return String.join("; ", differences);
  }

  private static void compare(
      List<String> differences, String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      differences.add("its %s is %s, not %s".formatted(what, found, expected));
    }
  }

  /** There can be many columns, so only the first difference is named. */
  private static void compareColumns(
      List<String> differences, String what, List<?> expected, List<?> found) {
    if (expected.size() != found.size()) {
      compare(differences, "number of %ss".formatted(what), expected.size(), found.size());
      return;
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!expected.get(i).equals(found.get(i))) {
        compare(
            differences,
            what,
            CheckedJson.compact(expected.get(i)),
            CheckedJson.compact(found.get(i)));
        return;
      }
    }
  }

  /**
   * A digest of the key, which ties the files of a data set to its manifest.
   *
   * @return the SHA-256 of the key, 64 hexadecimal digits
   */
  public String digest() {
    return Sha256.of("nasrec data set " + CheckedJson.compact(this));
  }
}
