package io.nasrec.supernet.evaluation;

/** What a network says of rows whose labels are known. */
public final class Predictions {
  private final float[] logits;
  private final float[] labels;

  /**
   * @param logits one per row
   * @param labels 0 or 1 per row
   */
  Predictions(float[] logits, float[] labels) {
    this.logits = logits;
    this.labels = labels;
  }

  /** Number of rows. */
  public int size() {
    return logits.length;
  }

  /** Whether a row was clicked. */
  public boolean clicked(int row) {
    return labels[row] > 0.5f;
  }

  /** The predicted probability of a click, from the logit in float64. */
  public double probability(int row) {
    return Metrics.probability(logits[row]);
  }

  /** The log loss of a row. */
  public double loss(int row) {
    return Metrics.loss(logits[row], labels[row]);
  }

  /** Metrics over all rows. */
  public Metrics metrics() {
    return Metrics.of(logits, labels);
  }
}
