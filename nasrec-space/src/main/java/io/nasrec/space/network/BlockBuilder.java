package io.nasrec.space.network;

import io.nasrec.space.DenseOperator;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.SparseOperator;
import io.nasrec.space.network.Weight.Role;
import java.util.List;
import java.util.Optional;

/**
 * Derives the layers of one block (spec section 3).
 *
 * @param choice what is active in the block
 * @param layers names and shapes the block's layers
 * @param dim E
 * @param columns supernet columns of the dense input
 * @param rows supernet rows of the sparse input
 * @param operandWidth D of a gate or sum
 */
record BlockBuilder(
    BlockChoice choice,
    Layers layers,
    int dim,
    List<Range> columns,
    List<Range> rows,
    int operandWidth) {

  /**
   * The block.
   *
   * @param index 1 for the first block
   */
  BlockNetwork build(int index) {
    return new BlockNetwork(
        index,
        choice.dense().stream().map(this::dense).toList(),
        choice.sparse().stream().map(this::sparse).toList(),
        choice.merger() ? Optional.of(merger()) : Optional.empty(),
        choice.fm() ? Optional.of(fm()) : Optional.empty(),
        choice.denseWidth(),
        choice.sparseWidth());
  }

  private Operator.Dense dense(DenseOperator operator) {
    int width = choice.denseWidth();
    String label = operator.label();
    List<Range> operands = Range.first(operandWidth);
    return switch (operator) {
      case FC ->
          new FullyConnected(
              choice.denseSources(), layers.project(label + ".linear", width, columns));
      case DOT_PRODUCT -> dotProduct(label, width);
      case SIGMOID_GATING ->
          new SigmoidGating(
              choice.left(),
              choice.right(),
              operandWidth,
              layers.withBias(label + ".gate", operandWidth, operands),
              layers.mapWithBiasUnlessEqualThenNorm(label + ".output", width, operands));
      case SUM ->
          new Sum(
              choice.left(),
              choice.right(),
              operandWidth,
              layers.mapUnlessEqualThenNorm(label + ".output", width, operands));
    };
  }

  private DotProduct dotProduct(String label, int width) {
    int q = DotProduct.projectedRows(width);
    return new DotProduct(
        choice.denseSources(),
        choice.sparseSources(),
        layers.projectUnlessEqual(label + ".dense", dim, columns),
        layers.projectUnlessEqual(label + ".rows", q, rows),
        q,
        dim,
        layers.mapUnlessEqualThenNorm(label + ".output", width, Range.first(q * (q + 1) / 2)));
  }

  private Operator.Sparse sparse(SparseOperator operator) {
    String label = operator.label();
    return switch (operator) {
      case ATTENTION -> attention(label);
      case EMBEDDED_FC ->
          new EmbeddedFullyConnected(
              choice.sparseSources(),
              layers.project(label + ".linear", choice.sparseWidth(), rows),
              dim);
    };
  }

  private Attention attention(String label) {
    List<Range> own = Range.first(dim);
    return new Attention(
        choice.sparseSources(),
        layers.project(label + ".rows", choice.sparseWidth(), rows),
        choice.sparseWidth(),
        dim,
        layers.matrix(label + ".input", Role.ATTENTION_WEIGHT, 3 * dim, own),
        layers.vector(label + ".query.bias", Role.LINEAR_BIAS, dim),
        layers.vector(label + ".key.bias", Role.KEY_BIAS, dim),
        layers.vector(label + ".value.bias", Role.LINEAR_BIAS, dim),
        layers.withBias(label + ".output", Role.ATTENTION_WEIGHT, dim, own),
        layers.residualNorm(label + ".output", dim),
        layers.withBias(label + ".hidden", dim, own),
        layers.withBias(label + ".feed-forward", dim, own),
        layers.residualNorm(label + ".feed-forward", dim));
  }

  private Projection merger() {
    int width = SearchSpace.MERGER_ROWS * dim;
    return layers.projectUnlessEqual("merger.linear", width, Range.first(choice.denseWidth()));
  }

  private Projection fm() {
    return layers.projectUnlessEqual("fm.linear", choice.denseWidth(), Range.first(dim));
  }
}
