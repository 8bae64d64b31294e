package io.nasrec.space.crafted;

import io.nasrec.space.Block;
import io.nasrec.space.DenseOperator;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.SparseOperator;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Puts one block after the other; the last of those announced is the space's last. */
final class CraftedBlocks {
  private static final List<Integer> RAW = List.of(0);

  private final SearchSpace space;
  private final int width;
  private final int rows;
  private final int used;
  private final Map<Integer, Block> blocks = new TreeMap<>();

  /**
   * @param used number of blocks that will be put
   */
  CraftedBlocks(SearchSpace space, CraftedShape shape, int used) {
    this.space = space;
    this.width = nearest(space.denseWidths(), shape.width());
    this.rows = nearest(space.sparseWidths(), shape.rows());
    this.used = used;
  }

  /** The space's block of that number, a dead one if none was put there. */
  Block block(int index) {
    return blocks.getOrDefault(
        index,
        block(
            DenseOperator.FC,
            space.denseWidths().get(0),
            SparseOperator.EMBEDDED_FC,
            fewestRows(),
            false,
            RAW,
            RAW));
  }

  /** Rows of the layers over rows. */
  int rows() {
    return rows;
  }

  /** The smallest number of rows that an operator can have. */
  int fewestRows() {
    return space.sparseWidths().get(0);
  }

  /** Crosses, the first of the raw input; the number of the last. */
  int crosses(int count) {
    int last = 0;
    for (int layer = 0; layer < count; layer++) {
      last = dense(DenseOperator.CROSS, List.of(last));
    }
    return last;
  }

  /** A dense operator, beside rows that matter in the last block alone; the block's number. */
  int dense(DenseOperator operator, List<Integer> sources) {
    return put(operator, SparseOperator.EMBEDDED_FC, fewestRows(), sources, RAW);
  }

  /**
   * Hidden layers, the first over all scalars of the raw input, each beside a layer over the rows
   * of the one before; the number of the last.
   */
  int deep(int layers, SparseOperator beside, int besideRows) {
    int last = 0;
    for (int layer = 0; layer < layers; layer++) {
      List<Integer> source = List.of(last);
      last = put(hidden(layer == 0), beside, besideRows, source, source);
    }
    return last;
  }

  /** Hidden layers over the raw input, the last with a merger; its number. */
  int deepMerged(int layers) {
    int last = 0;
    for (int layer = 0; layer < layers; layer++) {
      last =
          put(
              block(
                  hidden(layer == 0),
                  width,
                  SparseOperator.EMBEDDED_FC,
                  fewestRows(),
                  layer == layers - 1,
                  List.of(last),
                  RAW));
    }
    return last;
  }

  /** A cross beside rows made of those of another block. */
  void crossBesideRows(int source, int rowsOf) {
    put(
        DenseOperator.CROSS,
        SparseOperator.EMBEDDED_FC,
        fewestRows(),
        List.of(source),
        List.of(rowsOf));
  }

  /** Hidden layers, with a compressed interaction over the raw rows beside the last. */
  void deepBeside(int layers, int maps) {
    int last = 0;
    for (int layer = 0; layer < layers; layer++) {
      last = put(hidden(layer == 0), SparseOperator.CIN, maps, List.of(last), RAW);
    }
  }

  /**
   * Hidden layers beside compressed interactions; the last block reads all earlier interactions and
   * the raw rows.
   */
  void interactions(int layers) {
    int last = 0;
    for (int layer = 0; layer < layers; layer++) {
      boolean end = layer > 0 && layer == layers - 1;
      List<Integer> source = List.of(last);
      last =
          put(
              hidden(layer == 0 || end),
              SparseOperator.CIN,
              rows,
              source,
              end ? IntStream.rangeClosed(0, layer).boxed().toList() : source);
    }
  }

  private static DenseOperator hidden(boolean overRows) {
    return overRows ? DenseOperator.FLAT_FC : DenseOperator.FC;
  }

  private int put(
      DenseOperator dense,
      SparseOperator sparse,
      int count,
      List<Integer> denseSources,
      List<Integer> sparseSources) {
    return put(block(dense, width, sparse, count, false, denseSources, sparseSources));
  }

  private int put(Block block) {
    int index = blocks.size() == used - 1 ? space.blocks() : blocks.size() + 1;
    blocks.put(index, block);
    return index;
  }

  private static Block block(
      DenseOperator dense,
      int denseWidth,
      SparseOperator sparse,
      int count,
      boolean merger,
      List<Integer> denseSources,
      List<Integer> sparseSources) {
    return new Block(
        dense, sparse, denseWidth, count, merger, false, denseSources, sparseSources, 0, 0);
  }

  private static int nearest(List<Integer> widths, int asked) {
    return widths.stream()
        .min(Comparator.comparingInt(candidate -> Math.abs(candidate - asked)))
        .orElseThrow();
  }
}
