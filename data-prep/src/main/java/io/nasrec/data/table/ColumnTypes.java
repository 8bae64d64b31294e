package io.nasrec.data.table;

import io.nasrec.data.BadDataException;
import io.nasrec.data.raw.RawFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Checks the types of the columns in all files of a set, which are known before any row is read.
 * The values of a column must mean the same in all files.
 */
final class ColumnTypes {
  private final Map<String, Found> first = new HashMap<>();
  private final Set<String> exact = new HashSet<>();

  private record Found(Path file, ColumnType type) {}

  private ColumnTypes() {}

  /**
   * Checks all files of a source.
   *
   * @return the columns that hold exact numbers in at least one file: a floating-point number of
   *     another file can match one of them only if it is exact as well
   * @throws BadDataException if a file is damaged or lacks a column, or if a column that is read
   *     has a different kind of values than in an earlier file
   */
  static Set<String> exact(TableSource source) throws IOException {
    ColumnTypes types = new ColumnTypes();
    for (RawFile file : source.files()) {
      try (Table table = source.tables().open(file.path())) {
        if (source.use().learning()) {
          source.roles().requireAll(file.path().toString(), table.columns());
        }
        types.add(file.path(), table, source.roles());
      }
    }
    return types.exact;
  }

  private void add(Path file, Table table, ColumnRoles roles) {
    roles.dense().forEach(column -> add(file, table, column, true));
    roles.categorical().forEach(column -> add(file, table, column, false));
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
      throw new BadDataException(
          ("%s, column %s: expected %s, as in %s, but found %s; write the column with one type in"
                  + " all files, or name it in schema.ignored")
              .formatted(file, column, before.type.label(), before.file, type.label()));
    }
  }
}
