package io.nasrec.experiments.config;

/** What scores a subnet without training it. */
public enum Proxy implements Labelled {
  /** SiGeo, eq. 6: a weighted sum of ZiCo, Fisher-Rao norm and (minus) loss. */
  SIGEO("sigeo");

  private final String label;

  Proxy(String label) {
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
