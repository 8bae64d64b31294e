package io.nasrec.experiments.predict;

import io.nasrec.data.Batch;
import io.nasrec.supernet.evaluation.Metrics;
import java.util.List;

/**
 * Consecutive records of raw files and what a network predicts for them.
 *
 * @param batch the rows as the network sees them; the labels are 0 if none were read
 * @param logits one per row
 * @param carried the carried columns' texts, a list per row
 * @param records the records in their order: the number of a row, or {@link #BAD} for a bad record
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, and never compared
public record PredictedRows(
    Batch batch, float[] logits, List<List<String>> carried, int[] records) {
  /** Stands for a record that is no row. */
  public static final int BAD = -1;

  /** The probability of a click. */
  public double probability(int row) {
    return Metrics.probability(logits[row]);
  }
}
