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
 * @param index 1 for the first block
 * @param choice what is active in the block
 * @param layers names and shapes the block's layers
 * @param slots locates the block's inputs in the supernet
 */
record BlockBuilder(int index, BlockChoice choice, Layers layers, Slots slots) {

  /** The block. */
  BlockNetwork build() {
    return new BlockNetwork(
        index,
        choice.dense().stream().map(this::dense).toList(),
        choice.sparse().stream().map(this::sparse).toList(),
        choice.merger() ? Optional.of(merger()) : Optional.empty(),
        choice.fm() ? Optional.of(fm()) : Optional.empty(),
        outputWidth(),
        choice.sparseWidth());
  }

  private Operator.Dense dense(DenseOperator operator) {
    int width = choice.denseWidth();
    String label = operator.label();
    int operandWidth = slots.operandWidth(choice);
    List<Range> operands = Range.first(operandWidth);
    return switch (operator) {
      case FC ->
          new FullyConnected(
              choice.denseSources(), layers.project(label + ".linear", width, columns()));
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
      case CROSS, LOW_RANK_CROSS -> cross(operator);
      case FLAT_FC ->
          new FlatFullyConnected(
              choice.denseSources(),
              choice.sparseSources(),
              layers.project(
                  label + ".linear",
                  width,
                  slots.flattenedColumns(index, choice.denseSources(), choice.sparseSources())));
    };
  }

  private Cross cross(DenseOperator operator) {
    int flat = slots.input().flatWidth();
    String label = operator.label();
    List<Range> sources = slots.flatSourceColumns(choice.denseSources());
    boolean lowRank = operator.width() == DenseOperator.Width.RANK;
    List<Range> own = Range.first(flat);
    return new Cross(
        operator,
        choice.denseSources(),
        // Unlike other projections, no tensor is needed for narrower subnets where the supernet's
        // widths are equal: that is block 1, which always reads the flat raw input alone.
        Range.total(sources) == flat
            ? Projection.IDENTITY
            : layers.project(label + ".input", flat, sources),
        lowRank ? layers.map(label + ".down", choice.denseWidth(), own) : Projection.IDENTITY,
        layers.withBias(
            label + (lowRank ? ".up" : ".linear"),
            flat,
            lowRank ? Range.first(choice.denseWidth()) : own),
        flat);
  }

  private DotProduct dotProduct(String label, int width) {
    int q = DotProduct.projectedRows(width);
    return new DotProduct(
        choice.denseSources(),
        choice.sparseSources(),
        layers.projectUnlessEqual(label + ".dense", dim(), columns()),
        layers.projectUnlessEqual(label + ".rows", q, rows()),
        q,
        dim(),
        layers.mapUnlessEqualThenNorm(label + ".output", width, Range.first(q * (q + 1) / 2)));
  }

  private Operator.Sparse sparse(SparseOperator operator) {
    String label = operator.label();
    return switch (operator) {
      case ATTENTION -> attention(label);
      case EMBEDDED_FC ->
          new EmbeddedFullyConnected(
              choice.sparseSources(),
              layers.project(label + ".linear", choice.sparseWidth(), rows()),
              dim());
      case CIN -> interaction(label);
    };
  }

  private CompressedInteraction interaction(String label) {
    int fields = slots.input().sparseFields();
    return new CompressedInteraction(
        choice.sparseSources(),
        layers.map(label + ".linear", choice.sparseWidth() * fields, rows()),
        layers.norm(label + ".linear", choice.sparseWidth()),
        fields,
        choice.sparseWidth(),
        dim());
  }

  private Attention attention(String label) {
    int dim = dim();
    List<Range> own = Range.first(dim);
    return new Attention(
        choice.sparseSources(),
        layers.project(label + ".rows", choice.sparseWidth(), rows()),
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
    int width = SearchSpace.MERGER_ROWS * dim();
    return layers.projectUnlessEqual("merger.linear", width, Range.first(outputWidth()));
  }

  private Projection fm() {
    return layers.projectUnlessEqual("fm.linear", outputWidth(), Range.first(dim()));
  }

  private int outputWidth() {
    return choice.outputWidth(slots.input().flatWidth());
  }

  private List<Range> columns() {
    return slots.denseColumns(choice.denseSources());
  }

  private List<Range> rows() {
    return slots.sparseRows(choice.sparseSources());
  }

  /** E. */
  private int dim() {
    return slots.input().embeddingDim();
  }
}
