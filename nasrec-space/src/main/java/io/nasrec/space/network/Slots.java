package io.nasrec.space.network;

import io.nasrec.space.SearchSpace;
import java.util.List;
import java.util.stream.Stream;

/**
 * Locates a block's inputs in the supernet (spec section 4).
 *
 * <p>Along an input axis the supernet keeps one slot per source: D columns (F rows) for the raw
 * input and the widest output for each earlier block; a source of width u uses the first u of its
 * slot, and the slot's last 8 rows are the merger's.
 *
 * @param space bounds the slots' widths
 * @param input shape of the raw input
 * @param choices what is active in each block; element 0 is block 1
 */
record Slots(SearchSpace space, InputShape input, List<BlockChoice> choices) {

  /** Columns of the concatenated dense outputs of the sources. */
  List<Range> denseColumns(List<Integer> sources) {
    return Range.joined(
        sources.stream().map(source -> new Range(denseSlot(source), denseWidth(source))).toList());
  }

  /** Rows of the concatenated sparse outputs of the sources. */
  List<Range> sparseRows(List<Integer> sources) {
    return Range.joined(
        sources.stream()
            .flatMap(
                source ->
                    source == 0
                        ? Stream.of(new Range(0, input.sparseFields()))
                        : sparseSlot(source))
            .toList());
  }

  /** D of a gate or sum: the width of the wider operand. */
  int operandWidth(BlockChoice choice) {
    return Math.max(denseWidth(choice.left()), denseWidth(choice.right()));
  }

  /**
   * The head's columns: the dense output, then the sparse rows one after the other, merger rows
   * last.
   */
  List<Range> headColumns() {
    BlockChoice last = choice(choices.size());
    int dim = input.embeddingDim();
    int merger = space.maxDenseWidth() + space.maxSparseWidth() * dim;
    Stream<Range> columns =
        Stream.of(
            new Range(0, last.denseWidth()),
            new Range(space.maxDenseWidth(), last.sparseWidth() * dim));
    if (last.merger()) {
      columns = Stream.concat(columns, Stream.of(new Range(merger, SearchSpace.MERGER_ROWS * dim)));
    }
    return Range.joined(columns.toList());
  }

  private int denseSlot(int source) {
    return source == 0 ? 0 : input.denseFeatures() + (source - 1) * space.maxDenseWidth();
  }

  private int denseWidth(int source) {
    return source == 0 ? input.denseFeatures() : choice(source).denseWidth();
  }

  private Stream<Range> sparseSlot(int block) {
    int from = input.sparseFields() + (block - 1) * space.sparseSlotRows();
    Stream<Range> own = Stream.of(new Range(from, choice(block).sparseWidth()));
    return choice(block).merger()
        ? Stream.concat(
            own, Stream.of(new Range(from + space.maxSparseWidth(), SearchSpace.MERGER_ROWS)))
        : own;
  }

  private BlockChoice choice(int block) {
    return choices.get(block - 1);
  }
}
