package io.nasrec.space;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The ten genes of a block: their values, one by one. */
enum Gene {
  DENSE_OPERATOR,
  SPARSE_OPERATOR,
  DENSE_WIDTH,
  SPARSE_WIDTH,
  MERGER,
  FM,
  DENSE_SOURCES,
  SPARSE_SOURCES,
  LEFT,
  RIGHT;

  /** The value in a block; of a source list the set. */
  Object of(Block block) {
    return switch (this) {
      case DENSE_OPERATOR -> block.denseOperator();
      case SPARSE_OPERATOR -> block.sparseOperator();
      case DENSE_WIDTH -> block.denseWidth();
      case SPARSE_WIDTH -> block.sparseWidth();
      case MERGER -> block.merger();
      case FM -> block.fm();
      case DENSE_SOURCES -> block.denseSources().stream().sorted().toList();
      case SPARSE_SOURCES -> block.sparseSources().stream().sorted().toList();
      case LEFT -> block.left();
      case RIGHT -> block.right();
    };
  }

  /** The block with another value. */
  Block with(Object value, Block block) {
    return block(
        Arrays.stream(values()).map(gene -> gene == this ? value : gene.of(block)).toArray());
  }

  /** A block of values in the order of the genes. */
  @SuppressWarnings("unchecked")
  static Block block(Object... genes) {
    return new Block(
        (DenseOperator) genes[0],
        (SparseOperator) genes[1],
        (int) genes[2],
        (int) genes[3],
        (boolean) genes[4],
        (boolean) genes[5],
        (List<Integer>) genes[6],
        (List<Integer>) genes[7],
        (int) genes[8],
        (int) genes[9]);
  }

  /**
   * All values that block {@code index} may take; source lists as sets of 1 to 4 of the sources.
   */
  List<Object> values(SearchSpace space, int index) {
    return switch (this) {
      case DENSE_OPERATOR -> List.copyOf(space.denseOperators());
      case SPARSE_OPERATOR -> List.copyOf(space.sparseOperators());
      case DENSE_WIDTH -> List.copyOf(space.denseWidths());
      case SPARSE_WIDTH -> List.copyOf(space.sparseWidths());
      case MERGER, FM -> List.of(false, true);
      case DENSE_SOURCES, SPARSE_SOURCES ->
          IntStream.range(1, 1 << index)
              .filter(set -> Integer.bitCount(set) <= 4)
              .<Object>mapToObj(set -> elements(set, index))
              .toList();
      case LEFT, RIGHT -> IntStream.range(0, index).<Object>mapToObj(source -> source).toList();
    };
  }

  /** Number of raw encodings of a space: every gene of every block takes every value. */
  static BigInteger encodings(SearchSpace space) {
    BigInteger encodings = BigInteger.ONE;
    for (int b = 1; b <= space.blocks(); b++) {
      for (Gene gene : values()) {
        encodings = encodings.multiply(BigInteger.valueOf(gene.values(space, b).size()));
      }
    }
    return encodings;
  }

  private static List<Integer> elements(int set, int count) {
    return IntStream.range(0, count).filter(i -> (set >> i & 1) == 1).boxed().toList();
  }
}
