package io.nasrec.data.table;

import io.nasrec.commons.BadDataException;
import io.nasrec.data.RawFormat;
import io.nasrec.data.raw.CategoricalField;
import io.nasrec.data.raw.Coding;
import io.nasrec.data.raw.RawSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The roles of a table's columns. Each column of a file is named here exactly once; the order of
 * the file's columns does not matter.
 *
 * @param label the column that says whether the row was clicked
 * @param dense numeric columns, in the order of the features
 * @param categorical categorical columns, in the order of the fields; at least one
 * @param ignored columns that are not read
 * @param missing texts that stand for a missing value, besides the empty one
 * @param split the column that names each row's split, if there is one
 */
public record ColumnRoles(
    String label,
    List<String> dense,
    List<String> categorical,
    List<String> ignored,
    Set<String> missing,
    Optional<String> split) {
  /** Copies the lists and checks that no column occurs twice. */
  public ColumnRoles {
    dense = List.copyOf(dense);
    categorical = List.copyOf(categorical);
    ignored = List.copyOf(ignored);
    // Sorted, because it is part of a data set's key.
    missing = Collections.unmodifiableSortedSet(new TreeSet<>(missing));
    if (categorical.isEmpty()) {
      throw new IllegalArgumentException("categorical must name a column, but was empty");
    }
    Set<String> seen = new HashSet<>();
    for (String column : all(label, dense, categorical, ignored, split)) {
      if (!seen.add(column)) {
        throw new IllegalArgumentException("columns must differ, but " + column + " comes twice");
      }
    }
  }

  /**
   * Roles without a split column.
   *
   * @param label the column that says whether the row was clicked
   * @param dense numeric columns, in the order of the features
   * @param categorical categorical columns, in the order of the fields; at least one
   * @param ignored columns that are not read
   * @param missing texts that stand for a missing value, besides the empty one
   */
  public ColumnRoles(
      String label,
      List<String> dense,
      List<String> categorical,
      List<String> ignored,
      Set<String> missing) {
    this(label, dense, categorical, ignored, missing, Optional.empty());
  }

  /**
   * Every column that is named.
   *
   * @return the label, then dense, categorical and ignored columns, then the split column
   */
  public List<String> all() {
    return all(label, dense, categorical, ignored, split);
  }

  private static List<String> all(
      String label,
      List<String> dense,
      List<String> categorical,
      List<String> ignored,
      Optional<String> split) {
    List<String> all = new ArrayList<>(List.of(label));
    all.addAll(dense);
    all.addAll(categorical);
    all.addAll(ignored);
    split.ifPresent(all::add);
    return all;
  }

  /** The features of the rows. */
  RawSchema schema() {
    return new RawSchema(
        dense, categorical.stream().map(name -> new CategoricalField(name, Coding.TEXT)).toList());
  }

  /** The columns as values that are written down. */
  RawFormat.Columns columns() {
    return new RawFormat.Columns(
        label, dense, categorical, ignored, List.copyOf(missing), split.orElse(null));
  }

  /** The roles that were written down. */
  static ColumnRoles of(RawFormat.Columns columns) {
    return new ColumnRoles(
        columns.label(),
        columns.dense(),
        columns.categorical(),
        columns.ignored(),
        Set.copyOf(columns.missing()),
        Optional.ofNullable(columns.split()));
  }

  /**
   * Checks the columns of one file.
   *
   * @param file the file's name in messages
   * @param columns the file's columns
   * @throws BadDataException if a column is missing, occurs twice or has no role
   */
  void requireAll(String file, List<String> columns) {
    Set<String> absent = new LinkedHashSet<>(all());
    Set<String> unnamed = new LinkedHashSet<>();
    for (String column : columns) {
      if (!all().contains(column)) {
        unnamed.add(column);
      }
      absent.remove(column);
    }
    List<String> problems = new ArrayList<>();
    describe("the schema names columns that the file lacks: %s", absent, problems);
    describe("the file has columns that the schema does not name: %s", unnamed, problems);
    ColumnNames.repeated(columns).ifPresent(problems::add);
    if (!problems.isEmpty()) {
      throw new BadDataException(file + ": " + String.join("; ", problems));
    }
  }

  private static void describe(String text, Set<String> columns, List<String> problems) {
    if (!columns.isEmpty()) {
      problems.add(text.formatted(String.join(", ", columns)));
    }
  }
}
