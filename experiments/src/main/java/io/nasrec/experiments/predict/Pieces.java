package io.nasrec.experiments.predict;

import io.nasrec.data.Batch;
import io.nasrec.data.raw.RawRows;
import io.nasrec.supernet.evaluation.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Encoded rows in pieces of {@link Evaluation#PIECE}, wherever the files' own blocks end: so that
 * the engine sums as it does over a prepared split, and predictions are the same bit for bit.
 */
final class Pieces {
  private final int denseWidth;
  private final int sparseWidth;
  private final Consumer<Piece> sink;
  private float[] labels;
  private float[] dense;
  private int[] ids;
  private int[] records;
  private int recordCount;
  private int size;
  private List<List<String>> carried;

  /**
   * Rows that go through the network together.
   *
   * @param batch the rows
   * @param carried per row
   * @param records as {@link PredictedRows#records()}
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on, and never compared
  record Piece(Batch batch, List<List<String>> carried, int[] records) {}

  /** Encoded rows of one block, beside the raw ones. */
  record Encoded(RawRows raw, Batch batch) {}

  Pieces(int denseWidth, int sparseWidth, Consumer<Piece> sink) {
    this.denseWidth = denseWidth;
    this.sparseWidth = sparseWidth;
    this.sink = sink;
    begin();
  }

  private void begin() {
    labels = new float[Evaluation.PIECE];
    dense = new float[Evaluation.PIECE * denseWidth];
    ids = new int[Evaluation.PIECE * sparseWidth];
    records = new int[Evaluation.PIECE];
    carried = new ArrayList<>();
    recordCount = 0;
    size = 0;
  }

  /** Adds a block's records in their order. */
  void add(Encoded block, int columns) {
    int[] bad = block.raw().rejectedAt();
    int next = 0;
    for (int row = 0; row <= block.raw().size(); row++) {
      for (; next < bad.length && bad[next] == row; next++) {
        record(PredictedRows.BAD);
      }
      if (row < block.raw().size()) {
        add(block, row, columns);
      }
    }
  }

  private void add(Encoded block, int row, int columns) {
    if (size == Evaluation.PIECE) {
      end();
    }
    labels[size] = block.batch().labels()[row];
    block.batch().dense().get(row * denseWidth, dense, size * denseWidth, denseWidth);
    System.arraycopy(
        block.batch().sparse(), row * sparseWidth, ids, size * sparseWidth, sparseWidth);
    if (columns > 0) {
      List<String> texts = new ArrayList<>(columns);
      for (int k = 0; k < columns; k++) {
        texts.add(block.raw().carried(k, row));
      }
      carried.add(texts);
    }
    record(size++);
  }

  private void record(int row) {
    if (recordCount == records.length) {
      records = Arrays.copyOf(records, 2 * recordCount);
    }
    records[recordCount++] = row;
  }

  /** Passes on what there is. */
  void end() {
    if (recordCount > 0) {
      Batch batch =
          new Batch(
              size,
              Arrays.copyOf(labels, size),
              Arrays.copyOf(dense, size * denseWidth),
              Arrays.copyOf(ids, size * sparseWidth));
      sink.accept(new Piece(batch, carried, Arrays.copyOf(records, recordCount)));
      begin();
    }
  }
}
