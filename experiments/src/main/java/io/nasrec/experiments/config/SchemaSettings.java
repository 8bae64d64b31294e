package io.nasrec.experiments.config;

import io.nasrec.data.DenseTransform;
import io.nasrec.experiments.config.schema.Matches;
import io.nasrec.experiments.config.schema.Range;
import io.nasrec.experiments.config.schema.Rules;
import io.nasrec.experiments.config.schema.Schema;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    @Matches(pattern = ".+", description = "the name of a column") Optional<String> split) {

  /**
   * Checks every component, and the rules between them.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public SchemaSettings {
    // Map.copyOf would lose the order, which determines the order of the network's inputs.
    dense = Collections.unmodifiableMap(new LinkedHashMap<>(dense));
    categorical = Collections.unmodifiableMap(new LinkedHashMap<>(categorical));
    ignored = List.copyOf(ignored);
    missing = List.copyOf(missing);
    Schema.check(SchemaSettings.class, label, dense, categorical, ignored, missing, split);
    Rules rules = new Rules();
    eachColumnOnce(label, split, dense.keySet(), categorical.keySet(), ignored, rules);
    rules
        .require(
            !categorical.isEmpty(),
            "schema.categorical",
            "must name at least one column: a network embeds categories")
        .check();
  }

  private static void eachColumnOnce(
      String label,
      Optional<String> split,
      Set<String> dense,
      Set<String> categorical,
      List<String> ignored,
      Rules rules) {
    Map<String, String> first = new HashMap<>();
    first.put(label, "schema.label");
    for (String column : split.stream().toList()) {
      once(column, "schema.split", "schema.split", "names " + column + ", which ", first, rules);
    }
    for (String column : dense) {
      once(column, "schema.dense", "schema.dense." + column, "", first, rules);
    }
    for (String column : categorical) {
      once(column, "schema.categorical", "schema.categorical." + column, "", first, rules);
    }
    for (String column : ignored) {
      once(
          column, "schema.ignored", "schema.ignored", "names " + column + ", which ", first, rules);
    }
  }

  private static void once(
      String column,
      String list,
      String key,
      String names,
      Map<String, String> first,
      Rules rules) {
    String earlier = first.putIfAbsent(column, list);
    rules.require(
        earlier == null,
        key,
        names + "is " + (list.equals(earlier) ? "twice" : "in " + earlier + " too"));
  }
}
