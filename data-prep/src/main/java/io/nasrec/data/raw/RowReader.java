package io.nasrec.data.raw;

import java.util.function.IntFunction;

/** Turns the cells of a record into a row. Several threads use one at once. */
@FunctionalInterface
public interface RowReader {
  /**
   * Reads a row.
   *
   * @param cells the cell in each column: a text, number or boolean; null where it is missing
   * @param row takes the values, through its setters; the caller adds or rejects
   * @return what is wrong with a cell, null if nothing is; a result and not an exception, because a
   *     file may have many such records
   */
  String read(IntFunction<?> cells, RawRows row);

  /**
   * A parser of records that have a column for each cell.
   *
   * @param columns how many there must be
   * @param separated how they are separated, for messages, such as {@code "tab-separated "}; may be
   *     empty
   */
  default RecordParser records(int columns, String separated) {
    return (record, row) ->
        record.size() == columns
            ? read(record::get, row)
            : "expected %s %scolumns, but found %s".formatted(columns, separated, record.size());
  }
}
