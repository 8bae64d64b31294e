package io.nasrec.experiments.config;

import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.SplitScheme;
import io.nasrec.experiments.config.schema.Label;
import io.nasrec.experiments.config.schema.Range;
import io.nasrec.experiments.config.schema.Rules;
import io.nasrec.experiments.config.schema.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The data that the networks learn from.
 *
 * @param format where the rows come from
 * @param raw the raw files, plain, gzip or zstd, and directories of such files; relative to the
 *     current directory
 * @param prepared a directory that {@code nasrec prepare} made, read instead of {@code raw}
 * @param split how rows are split
 * @param denseTransform the transform of integer features
 * @param squareLogIds whether a number whose transform is {@code squareLog} becomes a categorical
 *     value, as in AutoCTR, instead of a dense input
 * @param minCount a categorical value seen less often in the training split shares the id "rare"
 * @param maxValues the maximum number of values per field that get an id, the most frequent ones
 * @param hashBuckets ids per field if values are hashed; {@code minCount} then applies only to
 *     columns whose schema says so
 * @param maxBadRows the number of malformed rows to count and skip; one more stops the program
 */
public record DataSettings(
    FormatChoice format,
    Optional<List<Path>> raw,
    Optional<Path> prepared,
    SplitScheme split,
    DenseTransform denseTransform,
    Optional<Boolean> squareLogIds,
    @Range(min = 1, max = Integer.MAX_VALUE, unit = "occurrences") int minCount,
    @Range(min = 1, max = CategoricalEncoding.MOST_VALUES, unit = "values")
        Optional<Integer> maxValues,
    @Range(min = 1, max = CategoricalEncoding.MOST_VALUES, unit = "ids")
        Optional<Integer> hashBuckets,
    @Range(min = 0, unit = "rows") long maxBadRows) {

  /**
   * Checks every component, and the rules between them.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public DataSettings {
    Schema.check(
        DataSettings.class,
        format,
        raw,
        prepared,
        split,
        denseTransform,
        squareLogIds,
        minCount,
        maxValues,
        hashBuckets,
        maxBadRows);
    boolean drawn = format.kind() == DataFormat.SYNTHETIC;
    new Rules()
        .require(
            !drawn || raw.isEmpty(),
            "data.raw",
            "is not read with data.format synthetic; take an experiment file for your data"
                + " (such as experiments/configs/criteo-sample.yaml) or --set data.format=criteo")
        .require(
            drawn || raw.isPresent() || prepared.isPresent(),
            "data.raw",
            "is needed with data.format "
                + Label.of(format.kind())
                + ": add --set data.raw=FILE (or --set data.prepared=DIR, a directory that 'nasrec"
                + " prepare' made)")
        .require(
            raw.isEmpty() || prepared.isEmpty(),
            "data.prepared",
            "excludes data.raw; drop one of them, for example with --set data.prepared=none")
        .check();
  }

  /** KDD Cup 2012's users, if they are read and known. */
  public Optional<Path> userProfile() {
    return format instanceof FormatChoice.Kdd12 kdd12 ? kdd12.userProfile() : Optional.empty();
  }
}
