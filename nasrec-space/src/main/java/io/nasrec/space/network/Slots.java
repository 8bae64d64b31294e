package io.nasrec.space.network;

import io.nasrec.space.SearchSpace;
import java.util.List;
import java.util.stream.Stream;

/**
 * Locates a block's inputs in the supernet (spec section 4).
 *
 * <p>Along an input axis the supernet keeps one slot per source: D columns (F rows) for the raw
 * input and the widest output for each earlier block; a source of width u uses the first u of its
 * slot, and the slot's last 8 rows are the merger's. Where operators cross, the widest output may
 * be theirs, X = F E + D.
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

  /** Like {@link #denseColumns}, where source 0 is the flat raw input and has X columns. */
  List<Range> flatSourceColumns(List<Integer> sources) {
    int flat = input.flatWidth();
    return Range.joined(
        sources.stream()
            .map(
                source ->
                    source == 0
                        ? new Range(0, flat)
                        : new Range(flat + (source - 1) * denseSlotWidth(), denseWidth(source)))
            .toList());
  }

  /**
   * Columns of the concatenated dense outputs of sources, then of the rows of sparse ones, one row
   * after the other; the rows' columns start behind the slots of all earlier blocks.
   */
  List<Range> flattenedColumns(int block, List<Integer> dense, List<Integer> sparse) {
    int dim = input.embeddingDim();
    int from = denseSlot(block);
    return Range.joined(
        Stream.concat(
                denseColumns(dense).stream(),
                sparseRows(sparse).stream()
                    .map(rows -> new Range(from + rows.from() * dim, rows.size() * dim)))
            .toList());
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
    int rows = denseSlotWidth();
    int merger = rows + space.maxSparseWidth() * dim;
    Stream<Range> columns =
        Stream.of(
            new Range(0, denseWidth(choices.size())), new Range(rows, last.sparseWidth() * dim));
    if (last.merger()) {
      columns = Stream.concat(columns, Stream.of(new Range(merger, SearchSpace.MERGER_ROWS * dim)));
    }
    return Range.joined(columns.toList());
  }

  private int denseSlot(int source) {
    return source == 0 ? 0 : input.denseFeatures() + (source - 1) * denseSlotWidth();
  }

  private int denseSlotWidth() {
    return space.crosses()
        ? Math.max(space.maxDenseWidth(), input.flatWidth())
        : space.maxDenseWidth();
  }

  private int denseWidth(int source) {
    return source == 0 ? input.denseFeatures() : choice(source).outputWidth(input.flatWidth());
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
