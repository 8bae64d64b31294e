package io.nasrec.space;

import java.util.Optional;

/**
 * The operators that emit a choice block's dense (2-D) tensor ([N] section 3.1; spec section 3).
 */
public enum DenseOperator {
  /** Fully connected layer over the dense sources: {@code relu(LN(W x))}. */
  FC("fc", "FC", false),
  /** Pairwise inner products of the projected dense source and the projected sparse rows. */
  DOT_PRODUCT("dot-product", "Dot product", true),
  /** The right operand gated by a sigmoid of the left one. */
  SIGMOID_GATING("sigmoid-gating", "Gate", Operands.GATE),
  /** Element-wise sum of the two operands, projected. */
  SUM("sum", "Sum", Operands.TERMS);

  private final String label;
  private final String title;
  private final boolean readsSparse;
  private final Optional<Operands> operands;

  /** An operator over the concatenated dense sources. */
  DenseOperator(String label, String title, boolean readsSparse) {
    this.label = label;
    this.title = title;
    this.readsSparse = readsSparse;
    this.operands = Optional.empty();
  }

  /** An operator over a left and a right source. */
  DenseOperator(String label, String title, Operands operands) {
    this.label = label;
    this.title = title;
    this.readsSparse = false;
    this.operands = Optional.of(operands);
  }

  /** What it reads instead of the dense sources; empty if it reads those, concatenated. */
  public Optional<Operands> operands() {
    return operands;
  }

  /** Whether it also reads the sparse sources, concatenated. */
  public boolean readsSparse() {
    return readsSparse;
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
