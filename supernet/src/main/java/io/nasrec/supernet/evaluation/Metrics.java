package io.nasrec.supernet.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nasrec.data.Manifest;
import java.util.Arrays;
import java.util.Locale;

/**
 * How well predictions fit the labels of one split. All metrics are required when they are read
 * from a file: a result of a version that lacked one is refused, not filled with zeros.
 *
 * @param logLoss mean binary cross-entropy, natural logarithm, computed in float64
 * @param auc area under the ROC curve, ties counted half; NaN if only one class occurs
 * @param normalizedEntropy log loss divided by the entropy of the click rate of the rows measured,
 *     not of the training rows: 1 means no better than knowing only that rate, lower is better (He
 *     et al., ADKDD 2014, eq. 1); NaN if only one class occurs
 * @param calibration sum of the predicted probabilities divided by the number of clicks: 1 is
 *     ideal, more means that too many clicks are predicted (He et al., section 2); NaN if there is
 *     no click
 */
public record Metrics(
    @JsonProperty(required = true) double logLoss,
    @JsonProperty(required = true) double auc,
    @JsonProperty(required = true) double normalizedEntropy,
    @JsonProperty(required = true) double calibration) {

  /** As one line, for logs. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "log loss %.4f, AUC %.4f, normalised entropy %.4f, calibration %.4f",
        logLoss,
        auc,
        normalizedEntropy,
        calibration);
  }

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
    double loss = 0;
    double predicted = 0;
    long clicks = 0;
    for (int i = 0; i < logits.length; i++) {
      loss += loss(logits[i], labels[i]);
      predicted += probability(logits[i]);
      clicks += labels[i] > 0.5f ? 1 : 0;
    }
    return of(loss / logits.length, auc(logits, labels), predicted, clicks, logits.length);
  }

  /**
   * Metrics of a constant prediction, such as the click rate of the training split. It ranks
   * nothing, so its AUC is one half.
   *
   * @param probability 0..1
   * @param rows the split's figures
   */
  public static Metrics ofConstant(double probability, Manifest.Part rows) {
    double clickRate = rows.clickRate();
    double loss = -weighted(clickRate, probability) - weighted(1 - clickRate, 1 - probability);
    boolean oneClass = rows.positives() == 0 || rows.positives() == rows.rows();
    return of(
        loss,
        oneClass ? Double.NaN : 0.5,
        probability * rows.rows(),
        rows.positives(),
        rows.rows());
  }

  /** A term of the cross-entropy; an outcome that never happens costs nothing. */
  private static double weighted(double share, double probability) {
    return share == 0 ? 0 : share * Math.log(probability);
  }

  private static Metrics of(double logLoss, double auc, double predicted, long clicks, long rows) {
    double entropy = Manifest.entropy((double) clicks / rows);
    return new Metrics(
        logLoss,
        auc,
        entropy == 0 ? Double.NaN : logLoss / entropy,
        clicks == 0 ? Double.NaN : predicted / clicks);
  }

  /** The loss of one row: softplus(z) − y z, without overflow. */
  static double loss(double z, double label) {
    return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - label * z;
  }

  /** The probability for a logit. */
  public static double probability(double z) {
    return 1 / (1 + Math.exp(-z));
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

  /** Bits that compare as signed integers like the floats they represent; −0 equals 0. */
  private static int sortable(float value) {
    int bits = Float.floatToIntBits(value + 0.0f);
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }
}
