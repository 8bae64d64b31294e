package io.nasrec.space;

/** The operators that emit a choice block's sparse (3-D) tensor ([N] section 3.1). */
public enum SparseOperator {
  /** A transformer layer over the projected rows: self-attention and a feed-forward layer. */
  ATTENTION("attention"),
  /** Fully connected layer over the row axis: {@code relu(LN(W Sᵀ))ᵀ}. */
  EMBEDDED_FC("embedded-fc");

  private final String label;

  SparseOperator(String label) {
    this.label = label;
  }

  /** The name in weight paths, tables and fingerprints. */
  public String label() {
    return label;
  }
}
