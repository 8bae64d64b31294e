package io.nasrec.data;

import io.nasrec.commons.DamagedFileException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The rows of one split's file. Batches are copied straight from the mapped file: the operating
 * system keeps the used parts in memory, and the heap holds only the batches. A mapping is released
 * when the garbage collector finds it unused after {@link #close()}; unmapping it immediately would
 * crash a thread that is still reading.
 */
final class MappedRows implements AutoCloseable {
  private final Path file;
  private final long bytes;
  private final int rows;
  private final int dense;
  private final int sparse;
  private final int blockRows;
  private volatile List<RowBlock> blocks;

  /**
   * Rows in blocks of equal size, the last of which may be smaller.
   *
   * @param file the file with the rows
   * @param bytes the file's size
   * @param blocks the blocks, at least one
   * @param dense the number of dense inputs D
   * @param sparse the number of fields F
   */
  MappedRows(Path file, long bytes, List<RowBlock> blocks, int dense, int sparse) {
    this.file = file;
    this.bytes = bytes;
    this.blocks = List.copyOf(blocks);
    this.dense = dense;
    this.sparse = sparse;
    this.blockRows = blocks.get(0).rows();
    this.rows = blocks.stream().mapToInt(RowBlock::rows).sum();
  }

  int rows() {
    return rows;
  }

  Batch read(int from, int to) {
    List<RowBlock> open = open();
    Batch batch = batch(to - from);
    FloatBuffer into = batch.dense();
    for (int row = from; row < to; ) {
      int start = row % blockRows;
      int count = Math.min(to - row, blockRows - start);
      open.get(row / blockRows).copy(start, count, batch, into, row - from);
      row += count;
    }
    return batch;
  }

  Batch gather(int[] numbers, int from, int to) {
    for (int i = from; i < to; i++) {
      Objects.checkIndex(numbers[i], rows);
    }
    Batch batch = batch(to - from);
    gather(numbers, from, to, 0, batch, batch.dense());
    return batch;
  }

  /** A batch of zeros with as many dense inputs and fields as these rows have. */
  Batch batch(int size) {
    return new Batch(size, dense, sparse);
  }

  /**
   * Copies those of the listed rows that are among these, each to its place in a batch.
   *
   * @param first the number that these rows begin with in the list
   * @param into the batch's dense inputs
   */
  void gather(int[] numbers, int from, int to, int first, Batch batch, FloatBuffer into) {
    List<RowBlock> open = open();
    for (int i = from; i < to; i++) {
      int row = numbers[i] - first;
      if (row >= 0 && row < rows) {
        open.get(row / blockRows).copy(row % blockRows, 1, batch, into, i - from);
      }
    }
  }

  @Override
  public void close() {
    blocks = null;
  }

  /**
   * The blocks, after a check that the file still contains all of them: touching a page that no
   * longer exists would raise an obscure Java error somewhere else.
   */
  private List<RowBlock> open() {
    List<RowBlock> open = blocks;
    if (open == null) {
      throw new IllegalStateException("the data set is closed");
    }
    try {
      if (Files.size(file) < bytes) {
        throw DamagedFileException.damaged(file, "it became shorter while it was read");
      }
    } catch (IOException e) {
      // Only the name is gone; the mapped content stays as long as it is mapped.
    }
    return open;
  }
}
