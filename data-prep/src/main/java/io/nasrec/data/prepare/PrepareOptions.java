package io.nasrec.data.prepare;

import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.DatasetKey;
import io.nasrec.data.DenseColumn;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.RawIdentity;
import io.nasrec.data.SplitScheme;
import io.nasrec.data.raw.RawSchema;
import io.nasrec.data.raw.RawSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What to prepare, and how (spec section 8).
 *
 * @param source the raw rows
 * @param split how rows are divided
 * @param seed the seed of the random split
 * @param dense the transform of each numeric feature, in the order of the source's schema
 * @param categorical the encoding of each categorical field, in the order of the source's schema
 */
public record PrepareOptions(
    RawSource source,
    SplitScheme split,
    long seed,
    List<DenseColumn> dense,
    List<CategoricalColumn> categorical) {
  /** Checks the values and copies the lists. */
  public PrepareOptions {
    Objects.requireNonNull(split, "split must be given");
    dense = List.copyOf(dense);
    categorical = List.copyOf(categorical);
    RawSchema schema = source.schema();
    requireEqual("dense", schema.dense(), dense.stream().map(DenseColumn::name).toList());
    requireEqual(
        "categorical",
        schema.categoricalNames(),
        categorical.stream().map(CategoricalColumn::name).toList());
  }

  /**
   * The same treatment for all features, with vocabularies.
   *
   * @param source the raw rows
   * @param split how rows are divided
   * @param seed the seed of the random split
   * @param minCount training rows that must have a value for it to get an id of its own, at least 1
   *     (published: Criteo 10, Avazu 5, KDD12 10)
   * @param denseTransform the transform of all numbers
   */
  public PrepareOptions(
      RawSource source, SplitScheme split, long seed, int minCount, DenseTransform denseTransform) {
    this(
        source,
        split,
        seed,
        source.schema().dense().stream()
            .map(name -> new DenseColumn(name, denseTransform))
            .toList(),
        source.schema().categoricalNames().stream()
            .map(name -> new CategoricalColumn(name, new CategoricalEncoding.Vocabulary(minCount)))
            .toList());
  }

  DatasetKey key(RawIdentity raw) {
    return new DatasetKey(
        DatasetKey.CURRENT_VERSION, source.format(), raw.sha256(), split, seed, dense, categorical);
  }

  /** What a user of the data should know about how it was made. */
  List<String> notes() {
    boolean fromFiles = source.inputs().stream().anyMatch(file -> file.split().isPresent());
    if (!fromFiles || split == SplitScheme.GIVEN || split == SplitScheme.X4) {
      return source.notes();
    }
    String note =
        "the files are named as parts of a split, but the split is %s: their rows are dealt anew"
            .formatted(split.name().toLowerCase(Locale.ROOT));
    return Stream.concat(source.notes().stream(), Stream.of(note)).toList();
  }

  /** Whether the first row can be encoded without knowing anything about the others. */
  boolean onePass() {
    return split != SplitScheme.CHRONOLOGICAL
        && categorical.stream()
            .allMatch(column -> column.encoding() instanceof CategoricalEncoding.Buckets);
  }

  private static void requireEqual(String what, List<String> expected, List<String> found) {
    if (!expected.equals(found)) {
      throw new IllegalArgumentException(
          "%s must be the source's %s, but was %s".formatted(what, expected, found));
    }
  }
}
