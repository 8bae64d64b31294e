package io.nasrec.space;

import static io.nasrec.space.ArchitectureSampler.choose;
import static io.nasrec.space.ArchitectureSampler.subset;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The mutation of regularized evolution ([S] 5.4.1; [N] code): one gene of one block is resampled.
 */
public final class Mutation {
  private static final int MACRO_GENES = 4;
  private static final int MICRO_GENES = 5;

  private final SearchSpace space;

  public Mutation(SearchSpace space) {
    this.space = space;
  }

  /**
   * Changes exactly one gene of a uniformly chosen block: with probability ½ a macro gene (dense,
   * sparse, left or right sources), else a micro gene (operators, dense width, sparse width, merger
   * or FM). Connections become a uniform set of a uniform size from 1 to min(4, sources). Draws
   * that leave the network unchanged (the same value, an inert gene) are repeated.
   *
   * @return an architecture that differs from the parent
   */
  public Architecture mutate(Architecture parent, RandomGenerator random) {
    // This terminates: the last block's switches are always live, so at least one draw in 10 times
    // the number of blocks changes the network.
    while (true) {
      int index = 1 + random.nextInt(space.blocks());
      Block block = parent.block(index);
      Architecture child =
          parent.with(
              index, random.nextBoolean() ? macro(block, index, random) : micro(block, random));
      if (!child.equals(parent)) {
        return child;
      }
    }
  }

  private static Block macro(Block block, int index, RandomGenerator random) {
    List<Integer> dense = block.denseSources();
    List<Integer> sparse = block.sparseSources();
    int left = block.left();
    int right = block.right();
    switch (random.nextInt(MACRO_GENES)) {
      case 0 -> dense = connections(index, random);
      case 1 -> sparse = connections(index, random);
      case 2 -> left = random.nextInt(index);
      default -> right = random.nextInt(index);
    }
    return new Block(
        block.denseOperator(),
        block.sparseOperator(),
        block.denseWidth(),
        block.sparseWidth(),
        block.merger(),
        block.fm(),
        dense,
        sparse,
        left,
        right);
  }

  private Block micro(Block block, RandomGenerator random) {
    DenseOperator denseOperator = block.denseOperator();
    SparseOperator sparseOperator = block.sparseOperator();
    int denseWidth = block.denseWidth();
    int sparseWidth = block.sparseWidth();
    boolean merger = block.merger();
    boolean fm = block.fm();
    switch (random.nextInt(MICRO_GENES)) {
      case 0 -> {
        denseOperator = choose(space.denseOperators(), random);
        sparseOperator = choose(space.sparseOperators(), random);
      }
      case 1 -> denseWidth = choose(space.denseWidths(), random);
      case 2 -> sparseWidth = choose(space.sparseWidths(), random);
      case 3 -> merger = random.nextBoolean();
      default -> fm = random.nextBoolean();
    }
    return new Block(
        denseOperator,
        sparseOperator,
        denseWidth,
        sparseWidth,
        merger,
        fm,
        block.denseSources(),
        block.sparseSources(),
        block.left(),
        block.right());
  }

  private static List<Integer> connections(int sources, RandomGenerator random) {
    int count = 1 + random.nextInt(Math.min(SearchSpace.MAX_SOURCES, sources));
    return subset(sources, count, random);
  }
}
