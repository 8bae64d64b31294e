package io.nasrec.experiments.config;

/** What is done to integer features; a missing value becomes 0. */
public enum DenseTransform implements Labelled {
  /** ln(1 + max(0, x)). */
  LOG1P("log1p"),
  /** floor(ln(x)²) for x above 2, else x. */
  SQUARE_LOG("squareLog");

  private final String label;

  DenseTransform(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String toString() {
    return label;
  }
}
