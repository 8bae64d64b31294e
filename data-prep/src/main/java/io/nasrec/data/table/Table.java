package io.nasrec.data.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A file of rows with named columns, open for reading from its first row to its last. */
public interface Table extends Closeable {
  /**
   * The columns.
   *
   * @return their names, in the file's order
   */
  List<String> columns();

  /**
   * Goes to the next row.
   *
   * @return false if there is none
   * @throws IOException if reading fails
   * @throws io.nasrec.data.BadDataException if the file is damaged
   */
  boolean next() throws IOException;

  /**
   * A cell of the current row.
   *
   * @param column its position, from 0
   * @return a text, number or boolean; null where it is missing
   * @throws io.nasrec.data.BadDataException if the column holds something else
   */
  Object cell(int column);

  /**
   * Whether a column holds one value per row, and not lists or records of values.
   *
   * @param column its position, from 0
   * @return whether its cells can be read
   */
  default boolean isFlat(int column) {
    return true;
  }

  /**
   * Whether the current row has the columns of the table.
   *
   * @return false for a text's record with more or fewer values
   */
  default boolean isRegular() {
    return true;
  }

  /**
   * How much was read so far.
   *
   * @return from 0 to {@link #total()}
   */
  long done();

  /**
   * How much there is.
   *
   * @return in {@link #unit()}
   */
  long total();

  /**
   * What is counted.
   *
   * @return what the format knows beforehand, such as {@code "bytes"} or {@code "rows"}
   */
  String unit();
}
