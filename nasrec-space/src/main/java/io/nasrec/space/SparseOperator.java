package io.nasrec.space;

/**
 * The operators that emit a choice block's sparse (3-D) tensor ([N] section 3.1), over the
 * concatenated sparse sources.
 */
public enum SparseOperator {
  /** A transformer layer over the projected rows: self-attention and a feed-forward layer. */
  ATTENTION("attention", "Attention"),
  /** Fully connected layer over the row axis: {@code relu(LN(W Sᵀ))ᵀ}. */
  EMBEDDED_FC("embedded-fc", "Embedded FC"),
  /**
   * Compressed interaction network: weighted sums of the products of each row with each raw row
   * ([XDFM], eq. 6).
   */
  CIN("cin", "CIN");

  private final String label;
  private final String title;

  SparseOperator(String label, String title) {
    this.label = label;
    this.title = title;
  }

  /** The name in weight paths, tables and fingerprints. */
  public String label() {
    return label;
  }

  /** The name in drawings. */
  public String title() {
    return title;
  }
}
