package io.nasrec.space.network;

import java.util.List;

/**
 * One parameter tensor of a network and the slice of the supernet's tensor of the same path that it
 * is bound to.
 *
 * @param path unique in the network, such as {@code blocks.2.dot-product.rows.weight}
 * @param role what the tensor does; decides its initial value
 * @param rows supernet indices along the first axis
 * @param columns supernet indices along the second axis; empty for a vector
 */
public record Weight(String path, Role role, List<Range> rows, List<Range> columns) {

  /** What a parameter tensor does. */
  public enum Role {
    /** Matrix of a linear layer, {@code (out, in)}. */
    LINEAR_WEIGHT,
    /**
     * Weights of a linear model, or of a model's linear part: inputs times weights, summed into the
     * logit. There is no symmetry to break, so they start at 0.
     */
    FIRST_ORDER_WEIGHT,
    /**
     * Matrix of a projection inside the attention: part of one operation, not a layer of its own.
     */
    ATTENTION_WEIGHT,
    /** Bias of a linear layer. */
    LINEAR_BIAS,
    /**
     * Vectors, one per row, that are scaled by the inputs: an embedding table of which every step
     * uses all rows.
     */
    EMBEDDING,
    /** Gain of a layer normalisation. */
    NORM_GAIN,
    /** Gain of a layer normalisation after a residual connection (spec section 3, attention). */
    RESIDUAL_NORM_GAIN,
    /** Bias of a layer normalisation. */
    NORM_BIAS,
    /** Bias of the attention's keys: its gradient is zero by construction. */
    KEY_BIAS
  }

  public Weight {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
  }

  static Weight vector(String path, Role role, int size) {
    return new Weight(path, role, Range.first(size), List.of());
  }

  /** The same with a prefix before its path. */
  public Weight below(String prefix) {
    return new Weight(prefix + path, role, rows, columns);
  }

  /** Shape of the bound tensor: {@code (rows, columns)}, or {@code (rows)} for a vector. */
  public List<Integer> shape() {
    int first = Range.total(rows);
    return columns.isEmpty() ? List.of(first) : List.of(first, Range.total(columns));
  }

  /** Number of scalars. */
  public long size() {
    return shape().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
  }
}
