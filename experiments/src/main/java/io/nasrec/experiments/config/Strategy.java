package io.nasrec.experiments.config;

/** How the search chooses the next subnets. */
public enum Strategy implements Labelled {
  /** Ageing evolution: the best of a random sample is mutated, the oldest die. */
  REGULARIZED_EVOLUTION("regularized-evolution");

  private final String label;

  Strategy(String label) {
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
