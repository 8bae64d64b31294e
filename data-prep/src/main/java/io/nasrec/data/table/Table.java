package io.nasrec.data.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A file of rows with named columns, open for reading from its first row to its last. */
interface Table extends Closeable {
  /**
   * The columns.
   *
   * @return their names, in the file's order
   */
  List<String> columns();

  /**
   * Advances to the next row.
   *
   * @return false if there is none
   * @throws IOException if reading fails
   * @throws io.nasrec.commons.BadDataException if the file is damaged
   */
  boolean next() throws IOException;

  /**
   * A cell of the current row.
   *
   * @param column its position, from 0
   * @return a text, number or boolean; null if missing. Times are numbers of seconds, dates of days
   * @throws io.nasrec.commons.BadDataException if the column holds something else
   */
  Object cell(int column);

  /**
   * The type of a column.
   *
   * @param column its position, from 0
   * @return its type according to the format
   */
  ColumnType type(int column);

  /**
   * Whether the current row has the columns of the table.
   *
   * @return false for a text's record with more or fewer values
   */
  default boolean isRegular() {
    return true;
  }

  /**
   * How many blank lines were skipped so far.
   *
   * @return 0 if the format has no lines
   */
  default long blankLines() {
    return 0;
  }

  /**
   * The position of the current row.
   *
   * @return such as {@code "record 7"}, counted as in messages about bad rows
   */
  String place();

  /**
   * How much has been read so far.
   *
   * @return from 0 to {@link #total()}
   */
  long done();

  /**
   * The total amount.
   *
   * @return in {@link #unit()}
   */
  long total();

  /**
   * The unit of progress.
   *
   * @return the unit that the format knows beforehand, such as {@code "bytes"} or {@code "rows"}
   */
  String unit();
}
