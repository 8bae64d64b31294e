package io.nasrec.experiments.config;

/** Where the rows come from. */
public enum DataFormat implements Labelled {
  /** Criteo's Display Advertising rows, read from a file. */
  CRITEO("criteo"),
  /** Rows in the shape of Criteo, drawn by this program; the best possible log loss is known. */
  SYNTHETIC("synthetic");

  private final String label;

  DataFormat(String label) {
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
