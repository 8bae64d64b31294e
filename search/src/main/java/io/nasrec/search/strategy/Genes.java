package io.nasrec.search.strategy;

import io.nasrec.space.Architecture;
import io.nasrec.space.Block;
import io.nasrec.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An architecture as a list of choices, inert genes included: for each block its operators, widths,
 * switches, sets of sources, left and right, in the order of {@link Block}.
 */
final class Genes {
  /** Genes of a block. */
  private static final int PER_BLOCK = 10;

  private final SearchSpace space;

  /** Of each block, the sets of sources that it may read. */
  private final List<List<List<Integer>>> sources;

  Genes(SearchSpace space) {
    this.space = space;
    this.sources = IntStream.rangeClosed(1, space.blocks()).mapToObj(Genes::sets).toList();
  }

  /** The number of values of each gene. */
  int[] options() {
    return IntStream.rangeClosed(1, space.blocks())
        .flatMap(
            index -> {
              int sets = sources.get(index - 1).size();
              return IntStream.of(
                  space.denseOperators().size(),
                  space.sparseOperators().size(),
                  space.denseWidths().size(),
                  space.sparseWidths().size(),
                  2,
                  2,
                  sets,
                  sets,
                  index,
                  index);
            })
        .toArray();
  }

  /**
   * The architecture of a value per gene.
   *
   * @param values each from 0 to the number of its gene's values − 1
   */
  Architecture architecture(int[] values) {
    return new Architecture(
        space, IntStream.range(0, space.blocks()).mapToObj(b -> block(b, values)).toList());
  }

  private Block block(int block, int[] values) {
    int first = block * PER_BLOCK;
    List<List<Integer>> sets = sources.get(block);
    return new Block(
        space.denseOperators().get(values[first]),
        space.sparseOperators().get(values[first + 1]),
        space.denseWidths().get(values[first + 2]),
        space.sparseWidths().get(values[first + 3]),
        values[first + 4] == 1,
        values[first + 5] == 1,
        sets.get(values[first + 6]),
        sets.get(values[first + 7]),
        values[first + 8],
        values[first + 9]);
  }

  /** The sets of 1 to 4 of so many sources. */
  private static List<List<Integer>> sets(int count) {
    List<List<Integer>> sets = new ArrayList<>();
    for (int bits = 1; bits < 1 << count; bits++) {
      if (Integer.bitCount(bits) <= SearchSpace.MAX_SOURCES) {
        int members = bits;
        sets.add(IntStream.range(0, count).filter(j -> (members >> j & 1) == 1).boxed().toList());
      }
    }
    return List.copyOf(sets);
  }
}
