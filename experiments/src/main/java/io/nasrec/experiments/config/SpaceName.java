package io.nasrec.experiments.config;

/** The search spaces. */
public enum SpaceName implements Labelled {
  /** FC and DotProduct on the dense side, EmbeddedFC on the sparse side. */
  NASREC_SMALL("nasrec-small");

  private final String label;

  SpaceName(String label) {
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
