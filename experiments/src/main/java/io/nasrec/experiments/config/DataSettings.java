package io.nasrec.experiments.config;

import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.SplitScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The data that the networks learn from.
 *
 * @param format where the rows come from
 * @param raw the raw files, plain, gzip or zstd, and directories of such files; relative to the
 *     current directory
 * @param userProfile KDD Cup 2012's {@code userid_profile.txt}; without it every user's gender and
 *     age are missing
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
 * @param syntheticRows rows to draw; needed for synthetic data only
 */
public record DataSettings(
    DataFormat format,
    Optional<List<Path>> raw,
    Optional<Path> userProfile,
    Optional<Path> prepared,
    SplitScheme split,
    DenseTransform denseTransform,
    Optional<Boolean> squareLogIds,
    @Range(min = 1, max = Integer.MAX_VALUE, unit = "occurrences") int minCount,
    @Range(min = 1, max = CategoricalEncoding.MOST_VALUES, unit = "values")
        Optional<Integer> maxValues,
    @Range(min = 1, max = CategoricalEncoding.MOST_VALUES, unit = "ids")
        Optional<Integer> hashBuckets,
    @Range(min = 0, unit = "rows") long maxBadRows,
    @Range(min = 1000, max = 1000000000, unit = "rows") Optional<Long> syntheticRows) {

  /**
   * Checks every component.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public DataSettings {
    Schema.check(
        DataSettings.class,
        format,
        raw,
        userProfile,
        prepared,
        split,
        denseTransform,
        squareLogIds,
        minCount,
        maxValues,
        hashBuckets,
        maxBadRows,
        syntheticRows);
  }
}
