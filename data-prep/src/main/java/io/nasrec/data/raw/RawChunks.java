package io.nasrec.data.raw;

import java.io.Closeable;
import java.io.IOException;

/**
 * The unparsed pieces of a source, in order. One thread takes them, while others parse those that
 * were taken. Where the pieces are cut depends on the data alone.
 */
public interface RawChunks extends Closeable {
  /**
   * The next piece.
   *
   * @return the piece; null after the last one
   * @throws IOException if reading fails
   * @throws io.nasrec.data.BadDataException if the data is missing or damaged
   */
  RawChunk next() throws IOException;

  /**
   * How much was taken so far.
   *
   * @return from 0 to {@link #total()}, in {@link #unit()}
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
   * @return such as {@code "bytes"} or {@code "rows"}
   */
  String unit();
}
