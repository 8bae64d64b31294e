package io.nasrec.experiments.config;

import io.nasrec.data.DenseTransform;
import io.nasrec.data.raw.QuoteEscape;
import java.nio.charset.Charset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The roles of the columns in the user's own data. Each column of the file is named here exactly
 * once. Columns of a text file without a header are called {@code c1}, {@code c2}, ….
 *
 * @param label the column that says whether the row was clicked: 0 or 1, false or true
 * @param dense numeric columns in the order of the dense inputs, with the transform of each;
 *     "default" is {@code data.denseTransform}
 * @param categorical categorical columns in the order of the fields, with the number of training
 *     rows that a value needs to get its own id; "default" is {@code data.minCount}
 * @param ignored columns that are not read
 * @param missing texts that stand for a missing value, besides the empty one
 * @param split the column whose values (train, validation and test) give each row's split; for
 *     {@code data.split: given}
 * @param delimiter what separates columns; for delimited text only
 * @param quotes whether values may stand in double quotes; for delimited text only
 * @param header whether the first line names the columns; for delimited text only
 * @param escape how a quote is written inside a quoted value; for delimited text with quotes only;
 *     if absent, quotes are doubled
 * @param encoding how bytes are read; for delimited text only; if absent, UTF-8
 */
public record SchemaSettings(
    @Matches(
            pattern = "(?!\\[.*]$).+",
            description = "the name of one column; each label needs a run of its own")
        String label,
    Map<String, Optional<DenseTransform>> dense,
    @Range(min = 1, max = Integer.MAX_VALUE, unit = "occurrences")
        Map<String, Optional<Integer>> categorical,
    List<String> ignored,
    List<String> missing,
    @Matches(pattern = ".+", description = "the name of a column") Optional<String> split,
    Optional<Delimiter> delimiter,
    Optional<Boolean> quotes,
    Optional<Boolean> header,
    Optional<QuoteEscape> escape,
    Optional<Charset> encoding) {

  /**
   * Checks every component.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public SchemaSettings {
    // Map.copyOf would lose the order, which determines the order of the network's inputs.
    dense = Collections.unmodifiableMap(new LinkedHashMap<>(dense));
    categorical = Collections.unmodifiableMap(new LinkedHashMap<>(categorical));
    ignored = List.copyOf(ignored);
    missing = List.copyOf(missing);
    Schema.check(
        SchemaSettings.class,
        label,
        dense,
        categorical,
        ignored,
        missing,
        split,
        delimiter,
        quotes,
        header,
        escape,
        encoding);
  }
}
