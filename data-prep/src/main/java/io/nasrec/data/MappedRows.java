package io.nasrec.data;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;

/**
 * The rows of one split's file. Batches are copied straight out of the mapped file: the operating
 * system keeps what is in use in memory, the heap holds nothing but the batches. A mapping is given
 * back when the garbage collector finds it unused after {@link #close()}; unmapping it at once
 * would crash a thread that still reads.
 */
final class MappedRows implements AutoCloseable {
  private final int rows;
  private final int dense;
  private final int sparse;
  private final int blockRows;
  private volatile List<RowBlock> blocks;

  /**
   * Rows in blocks of equal size, the last of which may be smaller.
   *
   * @param blocks the blocks, at least one
   * @param dense the number of dense inputs D
   * @param sparse the number of fields F
   */
  MappedRows(List<RowBlock> blocks, int dense, int sparse) {
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
    Batch batch = new Batch(to - from, dense, sparse);
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
    List<RowBlock> open = open();
    Batch batch = new Batch(to - from, dense, sparse);
    FloatBuffer into = batch.dense();
    for (int i = from; i < to; i++) {
      int row = Objects.checkIndex(numbers[i], rows);
      open.get(row / blockRows).copy(row % blockRows, 1, batch, into, i - from);
    }
    return batch;
  }

  @Override
  public void close() {
    blocks = null;
  }

  private List<RowBlock> open() {
    List<RowBlock> open = blocks;
    if (open == null) {
      throw new IllegalStateException("the data set is closed");
    }
    return open;
  }
}
