package io.nasrec.data.raw;

import java.io.Closeable;
import java.io.IOException;

/**
 * The unparsed pieces of a source, in order. One thread takes them while others parse them. The
 * boundaries of the pieces depend only on the data.
 */
public interface RawChunks extends Closeable {
  /**
   * The next piece.
   *
   * @return the piece; null after the last one
   * @throws IOException if reading fails
   * @throws io.nasrec.commons.BadDataException if the data is missing or damaged
   */
  RawChunk next() throws IOException;

  /**
   * How much has been taken so far.
   *
   * @return from 0 to {@link #total()}, in {@link #unit()}
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
   * @return such as {@code "bytes"} or {@code "rows"}
   */
  String unit();
}
