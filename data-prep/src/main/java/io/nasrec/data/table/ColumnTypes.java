package io.nasrec.data.table;

import io.nasrec.commons.BadDataException;
import io.nasrec.data.raw.RawFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks the types of the columns in all files of a set, which are known before any row is read.
 * The values of a column must mean the same in all files.
 */
final class ColumnTypes {
  private final List<String> dense;
  private final List<String> categorical;
  private final Map<String, Found> first = new HashMap<>();
  private final Set<String> exact = new HashSet<>();
  private final Map<String, Conflict> conflicts = new LinkedHashMap<>();

  private record Found(Path file, ColumnType type) {}

  /** A column that has another kind of values in one file than in a file before. */
  record Conflict(String column, Path before, ColumnType expected, Path file, ColumnType found) {
    /** What is wrong, and what to do. */
    @Override
    public String toString() {
      return ("%s, column %s: expected %s, as in %s, but found %s; write the column with one type in"
              + " all files, or name it in schema.ignored")
          .formatted(file, column, expected.label(), before, found.label());
    }

    /** Why the column is not read, for who looks at it. */
    String reason() {
      return "%s in %s, but %s in %s; write the column with one type in all files to use it"
          .formatted(expected.label(), before.getFileName(), found.label(), file.getFileName());
    }
  }

  private ColumnTypes(List<String> dense, List<String> categorical) {
    this.dense = dense;
    this.categorical = categorical;
  }

  /**
   * Checks all files of a source.
   *
   * @return the columns that hold exact numbers in at least one file: a floating-point number of
   *     another file can match one of them only if it is exact as well
   * @throws BadDataException if a file is damaged or lacks a column, or if a column that is read
   *     has a different kind of values than in an earlier file
   */
  static Set<String> exact(TableSource source) throws IOException {
    ColumnRoles roles = source.roles();
    ColumnTypes types = new ColumnTypes(roles.dense(), roles.categorical());
    for (RawFile file : source.files()) {
      try (Table table = source.tables().open(file.path())) {
        if (source.use().learning()) {
          roles.requireAll(file.path().toString(), table.columns());
        }
        types.add(file.path(), table);
      }
      if (!types.conflicts.isEmpty()) {
        throw new BadDataException(types.conflicts.values().iterator().next().toString());
      }
    }
    return types.exact;
  }

  /**
   * Looks at all files of a set for the columns that {@link #exact} would refuse.
   *
   * @param files the files, which have the same columns
   * @param opener opens one of them
   * @param dense columns that are to be read as numbers
   * @param categorical columns that are to be read as categories
   * @return those that no one type describes, by their names
   * @throws BadDataException if a file is damaged
   */
  static Map<String, Conflict> conflicts(
      List<Path> files, TableSeries.Opener opener, List<String> dense, List<String> categorical)
      throws IOException {
    ColumnTypes types = new ColumnTypes(dense, categorical);
    for (Path file : files) {
      try (Table table = opener.open(file)) {
        types.add(file, table);
      }
    }
    return types.conflicts;
  }

  private void add(Path file, Table table) {
    dense.forEach(column -> add(file, table, column, true));
    categorical.forEach(column -> add(file, table, column, false));
  }

  private void add(Path file, Table table, String column, boolean asNumbers) {
    int position = table.columns().indexOf(column);
    if (position < 0) {
      return; // whoever reads the rows knows whether it may be absent
    }
    ColumnType type = table.type(position);
    if (type == ColumnType.EXACT) {
      exact.add(column);
    }
    if (type == ColumnType.NOTHING) {
      return;
    }
    Found before = first.putIfAbsent(column, new Found(file, type));
    if (before != null && !before.type.agreesWith(type, asNumbers)) {
      conflicts.putIfAbsent(column, new Conflict(column, before.file, before.type, file, type));
    }
  }
}
