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
  SUM("sum", "Sum", Operands.TERMS),
  /** Products of the flat raw input and a map of the dense sources ([DCN2], eq. 1). */
  CROSS("cross", "Cross", Width.INERT),
  /** The same with a map of low rank ([DCN2], eq. 2). */
  LOW_RANK_CROSS("low-rank-cross", "Low-rank cross", Width.RANK),
  /** Fully connected layer over the dense sources and the scalars of all sparse rows. */
  FLAT_FC("flat-fc", "Flat FC", true);

  /** What the gene w, the dense width, is to an operator. */
  public enum Width {
    /** The width of its output. */
    OUTPUT,
    /** The rank of its map; its output is as wide as the flat raw input. */
    RANK,
    /** Nothing: its output is as wide as the flat raw input, whatever w is. */
    INERT
  }

  private final String label;
  private final String title;
  private final boolean readsSparse;
  private final Optional<Operands> operands;
  private final Width width;

  /** An operator over the concatenated dense sources. */
  DenseOperator(String label, String title, boolean readsSparse) {
    this.label = label;
    this.title = title;
    this.readsSparse = readsSparse;
    this.operands = Optional.empty();
    this.width = Width.OUTPUT;
  }

  /** An operator over a left and a right source. */
  DenseOperator(String label, String title, Operands operands) {
    this.label = label;
    this.title = title;
    this.readsSparse = false;
    this.operands = Optional.of(operands);
    this.width = Width.OUTPUT;
  }

  /** An operator that crosses the concatenated dense sources with the flat raw input. */
  DenseOperator(String label, String title, Width width) {
    this.label = label;
    this.title = title;
    this.readsSparse = false;
    this.operands = Optional.empty();
    this.width = width;
  }

  /** What it reads instead of the dense sources; empty if it reads those, concatenated. */
  public Optional<Operands> operands() {
    return operands;
  }

  /** Whether it also reads the sparse sources, concatenated. */
  public boolean readsSparse() {
    return readsSparse;
  }

  /** What the gene w is to it. */
  public Width width() {
    return width;
  }

  /**
   * Whether it multiplies by the flat raw input x0, all embedding rows and the raw dense features.
   * Source 0 then stands for x0 instead of the dense features alone, and its output is as wide as
   * x0.
   */
  public boolean crosses() {
    return width != Width.OUTPUT;
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
