package io.nasrec.experiments.config;

/** Whose gradients a proxy sees. */
public enum Scope implements Labelled {
  /** Every parameter but embedding rows. */
  DENSE("dense"),
  /** The weight matrices of linear layers. */
  LINEAR("linear"),
  /** Every parameter. */
  ALL("all"),
  /** The last linear layer. */
  HEAD("head");

  private final String label;

  Scope(String label) {
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
