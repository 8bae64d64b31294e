package io.nasrec.space.network;

import io.nasrec.space.Architecture;
import io.nasrec.space.DenseOperator;
import io.nasrec.space.Liveness;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.SparseOperator;
import io.nasrec.space.network.Weight.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Derives networks, with the slices of spec section 4, from architectures of one space.
 *
 * <p>Along an input axis the supernet keeps one slot per source: D columns (F rows) for the raw
 * input and the widest output for each earlier block; a source of width u uses the first u of its
 * slot, and the slot's last 8 rows are the merger's.
 */
public final class NetworkBuilder {
  private final SearchSpace space;
  private final InputShape input;
  private final boolean layerNorm;

  /**
   * @param layerNorm whether layers are normalised; a linear layer has a bias exactly where no
   *     normalisation follows
   */
  public NetworkBuilder(SearchSpace space, InputShape input, boolean layerNorm) {
    this.space = space;
    this.input = input;
    this.layerNorm = layerNorm;
  }

  public SearchSpace space() {
    return space;
  }

  public InputShape input() {
    return input;
  }

  public boolean layerNorm() {
    return layerNorm;
  }

  /** The network that is built and trained: what can reach the head. */
  public Network live(Architecture architecture) {
    Liveness liveness = architecture.liveness();
    return build(
        blocks().mapToObj(b -> BlockChoice.of(architecture.block(b), liveness.block(b))).toList(),
        true);
  }

  /** The network with its dead parts, for counting only. */
  public Network encoded(Architecture architecture) {
    return build(blocks().mapToObj(b -> BlockChoice.encoded(architecture.block(b))).toList(), true);
  }

  /**
   * All sources, all operators summed, the widest widths, both switches.
   *
   * @param operands its left and right sources are the full path's
   */
  public Network fullPath(Architecture operands) {
    return build(
        blocks()
            .mapToObj(b -> fullPathChoice(b, operands.block(b).left(), operands.block(b).right()))
            .toList(),
        true);
  }

  /**
   * The supernet's tensors, in full size. It also has those projections that the full path can skip
   * because its widths coincide there; narrower subnets need them.
   */
  public List<Weight> supernetWeights() {
    // Of the raw input and the previous block, one is the widest operand that a block can have.
    return build(blocks().mapToObj(b -> fullPathChoice(b, 0, b - 1)).toList(), false).weights();
  }

  private BlockChoice fullPathChoice(int index, int left, int right) {
    return BlockChoice.fullPath(space, index, left, right);
  }

  private IntStream blocks() {
    return IntStream.rangeClosed(1, space.blocks());
  }

  private Network build(List<BlockChoice> choices, boolean skipWhereWidthsCoincide) {
    List<BlockNetwork> built = new ArrayList<>();
    for (int b = 1; b <= choices.size(); b++) {
      BlockChoice choice = choices.get(b - 1);
      Layers layers = new Layers("blocks." + b + ".", layerNorm, skipWhereWidthsCoincide);
      List<Range> columns = denseColumns(choice.denseSources(), choices);
      List<Range> rows = sparseRows(choice.sparseSources(), choices);
      int operands =
          Math.max(denseWidth(choice.left(), choices), denseWidth(choice.right(), choices));
      built.add(
          new BlockNetwork(
              b,
              choice.dense().stream()
                  .map(operator -> dense(operator, choice, layers, columns, rows, operands))
                  .toList(),
              choice.sparse().stream()
                  .map(operator -> sparse(operator, choice, layers, rows))
                  .toList(),
              choice.merger() ? Optional.of(merger(choice, layers)) : Optional.empty(),
              choice.fm() ? Optional.of(fm(choice, layers)) : Optional.empty(),
              choice.denseWidth(),
              choice.sparseWidth()));
    }
    return new Network(input, built, head(choices.get(choices.size() - 1)));
  }

  private Operator.Dense dense(
      DenseOperator operator,
      BlockChoice choice,
      Layers layers,
      List<Range> columns,
      List<Range> rows,
      int operands) {
    int width = choice.denseWidth();
    String label = operator.label();
    return switch (operator) {
      case FC ->
          new Operator.FullyConnected(
              choice.denseSources(), layers.project(label + ".linear", width, columns));
      case DOT_PRODUCT -> {
        int q = Operator.DotProduct.projectedRows(width);
        yield new Operator.DotProduct(
            choice.denseSources(),
            choice.sparseSources(),
            layers.projectUnlessEqual(label + ".dense", input.embeddingDim(), columns),
            layers.projectUnlessEqual(label + ".rows", q, rows),
            q,
            input.embeddingDim(),
            layers.mapUnlessEqualThenNorm(label + ".output", width, Range.first(q * (q + 1) / 2)));
      }
      case SIGMOID_GATING ->
          new Operator.SigmoidGating(
              choice.left(),
              choice.right(),
              operands,
              layers.withBias(label + ".gate", operands, Range.first(operands)),
              layers.mapWithBiasUnlessEqualThenNorm(
                  label + ".output", width, Range.first(operands)));
      case SUM ->
          new Operator.Sum(
              choice.left(),
              choice.right(),
              operands,
              layers.mapUnlessEqualThenNorm(label + ".output", width, Range.first(operands)));
    };
  }

  private Operator.Sparse sparse(
      SparseOperator operator, BlockChoice choice, Layers layers, List<Range> rows) {
    String label = operator.label();
    return switch (operator) {
      case ATTENTION -> attention(label, choice, layers, rows);
      case EMBEDDED_FC ->
          new Operator.EmbeddedFullyConnected(
              choice.sparseSources(),
              layers.project(label + ".linear", choice.sparseWidth(), rows),
              input.embeddingDim());
    };
  }

  private Operator.Attention attention(
      String label, BlockChoice choice, Layers layers, List<Range> rows) {
    int dim = input.embeddingDim();
    List<Range> columns = Range.first(dim);
    return new Operator.Attention(
        choice.sparseSources(),
        layers.project(label + ".rows", choice.sparseWidth(), rows),
        choice.sparseWidth(),
        dim,
        layers.matrix(label + ".input", Role.ATTENTION_WEIGHT, 3 * dim, columns),
        layers.vector(label + ".query.bias", Role.LINEAR_BIAS, dim),
        layers.vector(label + ".key.bias", Role.KEY_BIAS, dim),
        layers.vector(label + ".value.bias", Role.LINEAR_BIAS, dim),
        layers.withBias(label + ".output", Role.ATTENTION_WEIGHT, dim, columns),
        layers.residualNorm(label + ".output", dim),
        layers.withBias(label + ".hidden", dim, columns),
        layers.withBias(label + ".feed-forward", dim, columns),
        layers.residualNorm(label + ".feed-forward", dim));
  }

  private Projection merger(BlockChoice choice, Layers layers) {
    int width = SearchSpace.MERGER_ROWS * input.embeddingDim();
    return layers.projectUnlessEqual("merger.linear", width, Range.first(choice.denseWidth()));
  }

  private Projection fm(BlockChoice choice, Layers layers) {
    return layers.projectUnlessEqual(
        "fm.linear", choice.denseWidth(), Range.first(input.embeddingDim()));
  }

  /** Columns: the dense output, then the sparse rows one after the other, merger rows last. */
  private Projection head(BlockChoice last) {
    int dim = input.embeddingDim();
    int merger = space.maxDenseWidth() + space.maxSparseWidth() * dim;
    Stream<Range> columns =
        Stream.of(
            new Range(0, last.denseWidth()),
            new Range(space.maxDenseWidth(), last.sparseWidth() * dim));
    if (last.merger()) {
      columns = Stream.concat(columns, Stream.of(new Range(merger, SearchSpace.MERGER_ROWS * dim)));
    }
    return Layers.linear("head", Role.LINEAR_WEIGHT, 1, Range.joined(columns.toList()));
  }

  private List<Range> denseColumns(List<Integer> sources, List<BlockChoice> choices) {
    return Range.joined(
        sources.stream()
            .map(
                source ->
                    source == 0
                        ? new Range(0, input.denseFeatures())
                        : new Range(
                            input.denseFeatures() + (source - 1) * space.maxDenseWidth(),
                            denseWidth(source, choices)))
            .toList());
  }

  private int denseWidth(int source, List<BlockChoice> choices) {
    return source == 0 ? input.denseFeatures() : choices.get(source - 1).denseWidth();
  }

  private List<Range> sparseRows(List<Integer> sources, List<BlockChoice> choices) {
    return Range.joined(
        sources.stream()
            .flatMap(
                source ->
                    source == 0
                        ? Stream.of(new Range(0, input.sparseFields()))
                        : sparseSlot(source, choices.get(source - 1)))
            .toList());
  }

  private Stream<Range> sparseSlot(int source, BlockChoice choice) {
    int from = input.sparseFields() + (source - 1) * space.sparseSlotRows();
    Stream<Range> own = Stream.of(new Range(from, choice.sparseWidth()));
    return choice.merger()
        ? Stream.concat(
            own, Stream.of(new Range(from + space.maxSparseWidth(), SearchSpace.MERGER_ROWS)))
        : own;
  }
}
