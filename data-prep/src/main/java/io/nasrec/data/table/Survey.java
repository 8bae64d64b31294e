package io.nasrec.data.table;

import io.nasrec.commons.Progress;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Statistics of the first rows of a table.
 *
 * @param names the columns' names
 * @param statistics the statistics of each column; empty if values are nested
 * @param types the type of each column
 * @param rows the number of rows inspected
 * @param irregular the number of those with a different number of columns than the others
 * @param blankLines how many blank lines were skipped
 * @param complete whether these are all rows
 */
record Survey(
    List<String> names,
    List<ColumnStatistics> statistics,
    List<ColumnType> types,
    long rows,
    long irregular,
    long blankLines,
    boolean complete) {
  private static final int MOST_DISTINCT = 1_000_000;
  private static final int ROWS_PER_UPDATE = 4096;

  /** Inspects the first rows of a table, up to a maximum number. */
  static Survey of(Table table, long mostRows, Progress progress) throws IOException {
    int columns = table.columns().size();
    List<ColumnStatistics> statistics =
        Stream.generate(() -> new ColumnStatistics(MOST_DISTINCT)).limit(columns).toList();
    long rows = 0;
    long irregular = 0;
    boolean more = table.next();
    for (; more && rows < mostRows; more = table.next()) {
      if (rows++ % ROWS_PER_UPDATE == 0 && table.done() < table.total()) {
        progress.update("inspect", table.done(), table.total(), table.unit());
      }
      if (table.isRegular()) {
        add(table, statistics);
      } else {
        irregular++;
      }
    }
    progress.update("inspect", table.done(), table.done(), table.unit());
    List<ColumnType> types = IntStream.range(0, columns).mapToObj(table::type).toList();
    return new Survey(
        table.columns(), statistics, types, rows, irregular, table.blankLines(), !more);
  }

  private static void add(Table table, List<ColumnStatistics> statistics) {
    for (int column = 0; column < statistics.size(); column++) {
      if (table.type(column) != ColumnType.NESTED) {
        statistics.get(column).add(table.cell(column), table::place);
      }
    }
  }
}
