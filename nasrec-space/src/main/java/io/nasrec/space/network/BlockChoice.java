package io.nasrec.space.network;

import io.nasrec.space.Block;
import io.nasrec.space.DenseOperator;
import io.nasrec.space.Liveness;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.SparseOperator;
import java.util.List;
import java.util.stream.IntStream;

/** What is active in one block: a single path's genes, or everything at once on the full path. */
record BlockChoice(
    List<DenseOperator> dense,
    List<SparseOperator> sparse,
    int denseWidth,
    int sparseWidth,
    boolean merger,
    boolean fm,
    List<Integer> denseSources,
    List<Integer> sparseSources,
    int left,
    int right) {

  /** All genes of the block, live or not. */
  static BlockChoice encoded(Block block) {
    return of(block, new Liveness.Parts(true, true, block.merger(), block.fm()));
  }

  /** The block without the parts that cannot reach the head. */
  static BlockChoice of(Block block, Liveness.Parts live) {
    return new BlockChoice(
        live.denseOperator() ? List.of(block.denseOperator()) : List.of(),
        live.sparseOperator() ? List.of(block.sparseOperator()) : List.of(),
        block.denseWidth(),
        block.sparseWidth(),
        live.merger(),
        live.fm(),
        sorted(block.denseSources()),
        sorted(block.sparseSources()),
        block.left(),
        block.right());
  }

  /**
   * All sources, all operators, the widest widths and both switches, but one left and one right
   * source (spec section 4).
   */
  static BlockChoice fullPath(SearchSpace space, int index, int left, int right) {
    List<Integer> all = IntStream.range(0, index).boxed().toList();
    return new BlockChoice(
        space.denseOperators(),
        space.sparseOperators(),
        space.maxDenseWidth(),
        space.maxSparseWidth(),
        true,
        true,
        all,
        all,
        left,
        right);
  }

  /**
   * The width of the dense output: the widest of the operators'.
   *
   * @param flatWidth X, width of the flat raw input
   */
  int outputWidth(int flatWidth) {
    return dense.stream()
        .mapToInt(operator -> operator.crosses() ? flatWidth : denseWidth)
        .max()
        .orElse(denseWidth);
  }

  /** The network concatenates its sources in ascending order, however the genes list them. */
  private static List<Integer> sorted(List<Integer> sources) {
    return sources.stream().sorted().toList();
  }
}
