package io.nasrec.data;

/** Rows that are read in batches. Several threads may read at once. */
public interface BatchSource {
  /**
   * The number of rows.
   *
   * @return N, at least 1
   */
  int rows();

  /**
   * Reads consecutive rows.
   *
   * @param from the first row
   * @param to the row after the last, so that {@code to - from} rows are read
   * @return the rows, in order
   * @throws IndexOutOfBoundsException if not {@code 0 <= from <= to <= rows()}
   * @throws IllegalStateException if the data set is closed
   */
  Batch read(int from, int to);

  /**
   * Reads the rows listed in part of an array.
   *
   * @param rows row numbers, each from 0 to {@code rows() - 1}; a row may occur more than once
   * @param from the first position in {@code rows}
   * @param to the position after the last
   * @return row {@code rows[from]}, {@code rows[from + 1]}, …, in that order
   * @throws IndexOutOfBoundsException if a position or a row number is out of range
   * @throws IllegalStateException if the data set is closed
   */
  Batch gather(int[] rows, int from, int to);
}
