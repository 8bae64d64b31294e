package io.nasrec.space;

import java.util.List;

/**
 * What an operator reads that has a left and a right operand, each the dense output of one source,
 * instead of its block's dense sources.
 */
public enum Operands {
  /** The left one decides how much of the right one passes. */
  GATE("σ", "×", false, "σ a gate's left operand, through a sigmoid; × its right operand"),
  /** Both are treated alike. */
  TERMS("+", "+", true, "");

  private final String left;
  private final String right;
  private final boolean exchangeable;
  private final String key;

  Operands(String left, String right, boolean exchangeable, String key) {
    this.left = left;
    this.right = right;
    this.exchangeable = exchangeable;
    this.key = key;
  }

  /** Sign of the left operand in drawings. */
  public String left() {
    return left;
  }

  /** Sign of the right operand in drawings. */
  public String right() {
    return right;
  }

  /** Whether an operator computes the same with the operands swapped. */
  public boolean exchangeable() {
    return exchangeable;
  }

  /** What the signs mean; empty if they need no explanation. */
  public String key() {
    return key;
  }

  /** The sources left and right, in an order that is the same for equal networks. */
  List<Integer> canonical(int leftSource, int rightSource) {
    return exchangeable && rightSource < leftSource
        ? List.of(rightSource, leftSource)
        : List.of(leftSource, rightSource);
  }
}
