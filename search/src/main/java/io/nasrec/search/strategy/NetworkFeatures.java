package io.nasrec.search.strategy;

import io.nasrec.space.Architecture;
import io.nasrec.space.Block;
import io.nasrec.space.DenseOperator;
import io.nasrec.space.Liveness;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.Network;
import io.nasrec.space.network.NetworkBuilder;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What a model that ranks networks sees of one ([A] section 3.3: genes, counts of operators, depth,
 * width, costs). Equal networks have equal features: of a part that cannot reach the head, all are
 * 0.
 *
 * <p>In this order: of each block, the dense operator and the sparse operator (1 for the first of
 * the space), dense width (w, or the width of the output where w is inert), sparse width, merger
 * and FM (0 or 1), and for each earlier source whether the block reads its dense output, and
 * whether its sparse output; then the number of blocks with each dense operator, with each sparse
 * operator, the depth (the largest number of blocks from the raw input to the head), the sum of
 * dense widths, the sum of sparse widths, parameters and multiply-accumulates without embedding
 * tables.
 */
final class NetworkFeatures {
  private final NetworkBuilder networks;

  NetworkFeatures(NetworkBuilder networks) {
    this.networks = networks;
  }

  /** The features of a network; their number is the same for all of the space. */
  float[] vector(Architecture architecture) {
    List<LiveBlock> blocks =
        IntStream.rangeClosed(1, networks.space().blocks())
            .mapToObj(b -> LiveBlock.of(architecture, b, networks.input().flatWidth()))
            .toList();
    double[] features =
        DoubleStream.concat(
                blocks.stream().flatMapToDouble(this::genes),
                DoubleStream.concat(counts(blocks), sizes(blocks, networks.live(architecture))))
            .toArray();
    float[] narrow = new float[features.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) features[i];
    }
    return narrow;
  }

  /** A block without what cannot reach the head. */
  private record LiveBlock(
      int index,
      Block block,
      Liveness.Parts live,
      int flatWidth,
      List<Integer> dense,
      List<Integer> sparse) {

    static LiveBlock of(Architecture architecture, int index, int flatWidth) {
      Block block = architecture.block(index);
      Liveness.Parts live = architecture.liveness().block(index);
      return new LiveBlock(
          index,
          block,
          live,
          flatWidth,
          live.denseOperator() ? block.denseReads() : List.of(),
          live.sparseOperator()
              ? block.sparseReads()
              : live.denseOperator() ? block.denseReadsSparse() : List.of());
    }

    int denseWidth() {
      if (!live.denseOperator()) {
        return 0;
      }
      return block.denseOperator().width() == DenseOperator.Width.INERT
          ? flatWidth
          : block.denseWidth();
    }

    int sparseWidth() {
      return live.sparseOperator() ? block.sparseWidth() : 0;
    }
  }

  private DoubleStream genes(LiveBlock b) {
    SearchSpace space = networks.space();
    DoubleStream choices =
        DoubleStream.of(
            b.live().denseOperator()
                ? 1 + place(space.denseOperators(), b.block().denseOperator())
                : 0,
            b.live().sparseOperator()
                ? 1 + place(space.sparseOperators(), b.block().sparseOperator())
                : 0,
            b.denseWidth(),
            b.sparseWidth(),
            b.live().merger() ? 1 : 0,
            b.live().fm() ? 1 : 0);
    return DoubleStream.concat(
        choices, DoubleStream.concat(reads(b.index(), b.dense()), reads(b.index(), b.sparse())));
  }

  private static <T> int place(List<T> operators, T operator) {
    return operators.indexOf(operator);
  }

  private static DoubleStream reads(int sources, List<Integer> read) {
    return IntStream.range(0, sources).mapToDouble(source -> read.contains(source) ? 1 : 0);
  }

  private DoubleStream counts(List<LiveBlock> blocks) {
    return DoubleStream.concat(
        networks.space().denseOperators().stream()
            .mapToDouble(
                operator ->
                    blocks.stream()
                        .filter(
                            b -> b.live().denseOperator() && b.block().denseOperator() == operator)
                        .count()),
        networks.space().sparseOperators().stream()
            .mapToDouble(
                operator ->
                    blocks.stream()
                        .filter(
                            b ->
                                b.live().sparseOperator() && b.block().sparseOperator() == operator)
                        .count()));
  }

  private static DoubleStream sizes(List<LiveBlock> blocks, Network network) {
    return DoubleStream.of(
        depth(blocks),
        blocks.stream().mapToInt(LiveBlock::denseWidth).sum(),
        blocks.stream().mapToInt(LiveBlock::sparseWidth).sum(),
        (double) network.parameters(),
        (double) network.macs());
  }

  private static int depth(List<LiveBlock> blocks) {
    int[] depths = new int[blocks.size() + 1];
    for (LiveBlock b : blocks) {
      depths[b.index()] =
          1
              + IntStream.concat(
                      b.dense().stream().mapToInt(source -> depths[source]),
                      b.sparse().stream().mapToInt(source -> depths[source]))
                  .max()
                  .orElse(0);
    }
    return depths[blocks.size()];
  }
}
