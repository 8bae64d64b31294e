package io.nasrec.data;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * One record batch of a mapped file.
 *
 * @param rows its number of rows
 * @param labels (rows)
 * @param dense (rows × D)
 * @param sparse (rows × F)
 */
record RowBlock(int rows, FloatBuffer labels, FloatBuffer dense, IntBuffer sparse) {
  /**
   * Copies consecutive rows into a batch. Reads are absolute, so several threads may copy at once.
   *
   * @param start the first row of this block
   * @param count the number of rows
   * @param batch where to
   * @param into the batch's dense inputs
   * @param at the first row in the batch
   */
  void copy(int start, int count, Batch batch, FloatBuffer into, int at) {
    int denseWidth = dense.capacity() / rows;
    int sparseWidth = sparse.capacity() / rows;
    if (count == 1) {
      batch.labels()[at] = labels.get(start); // a bulk copy of one value costs more
    } else {
      labels.get(start, batch.labels(), at, count);
    }
    into.put(at * denseWidth, dense, start * denseWidth, count * denseWidth);
    sparse.get(start * sparseWidth, batch.sparse(), at * sparseWidth, count * sparseWidth);
  }
}
