package io.nasrec.supernet.evaluation;

import java.util.Arrays;

/**
 * How well logits predict labels.
 *
 * @param logLoss mean binary cross-entropy, natural logarithm, computed in float64
 * @param auc area under the ROC curve, ties counted half; NaN if only one class occurs
 */
public record Metrics(double logLoss, double auc) {

  /**
   * Measures predictions.
   *
   * @param logits one per example, finite
   * @param labels 0 or 1 per example
   */
  public static Metrics of(float[] logits, float[] labels) {
    if (logits.length != labels.length || logits.length == 0) {
      throw new IllegalArgumentException(
          "logits and labels must be as many and not none, but were "
              + logits.length
              + " and "
              + labels.length);
    }
    return new Metrics(logLoss(logits, labels), auc(logits, labels));
  }

  private static double logLoss(float[] logits, float[] labels) {
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      double z = logits[i];
      // softplus(z) − y z without overflow
      sum += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - labels[i] * z;
    }
    return sum / logits.length;
  }

  /** The Mann-Whitney statistic from mid-ranks, with one sort. */
  private static double auc(float[] logits, float[] labels) {
    int count = logits.length;
    long[] order = new long[count];
    for (int i = 0; i < count; i++) {
      order[i] = (long) sortable(logits[i]) << Integer.SIZE | i;
    }
    Arrays.sort(order);
    double positiveRanks = 0;
    long positives = 0;
    for (int from = 0; from < count; ) {
      int to = from + 1;
      while (to < count && order[to] >> Integer.SIZE == order[from] >> Integer.SIZE) {
        to++;
      }
      double midRank = (from + 1 + to) / 2.0;
      for (int i = from; i < to; i++) {
        if (labels[(int) order[i]] > 0.5f) {
          positives++;
          positiveRanks += midRank;
        }
      }
      from = to;
    }
    long negatives = count - positives;
    return (positiveRanks - positives * (positives + 1.0) / 2) / ((double) positives * negatives);
  }

  /** Bits that compare, as signed integers, like the floats they stand for; −0 equals 0. */
  private static int sortable(float value) {
    int bits = Float.floatToIntBits(value + 0.0f);
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }
}
