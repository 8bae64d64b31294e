package io.nasrec.space;

/**
 * The operators that emit a choice block's dense (2-D) tensor ([N] section 3.1; spec section 3).
 */
public enum DenseOperator {
  /** Fully connected layer over the dense sources: {@code relu(LN(W x))}. */
  FC("fc"),
  /** Pairwise inner products of the projected dense source and the projected sparse rows. */
  DOT_PRODUCT("dot-product"),
  /** The right operand gated by a sigmoid of the left one. */
  SIGMOID_GATING("sigmoid-gating"),
  /** Element-wise sum of the two operands, projected. */
  SUM("sum");

  private final String label;

  DenseOperator(String label) {
    this.label = label;
  }

  /** Whether the operator reads one left and one right source instead of the dense sources. */
  public boolean hasTwoOperands() {
    return this == SIGMOID_GATING || this == SUM;
  }

  /** The name in weight paths, tables and fingerprints. */
  public String label() {
    return label;
  }
}
