package io.nasrec.space;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A subnet's architecture: one {@link Block} per choice block, valid by construction.
 *
 * <p>Two architectures are equal exactly when their networks are: inert genes and the order within
 * a source list do not count. Block indices do count, because block b is bound to block b's slices
 * of the supernet.
 */
public final class Architecture {
  private final SearchSpace space;
  private final List<Block> blocks;
  private final String canonical;
  private final String fingerprint;

  /**
   * Checks the genes against the space.
   *
   * @throws InvalidArchitectureException if the number of blocks, an operator, a width or a source
   *     does not belong to the space
   */
  public Architecture(SearchSpace space, List<Block> blocks) {
    this.space = space;
    this.blocks = List.copyOf(blocks);
    if (blocks.size() != space.blocks()) {
      throw new InvalidArchitectureException(
          "the architecture must have " + space.blocks() + " blocks, but had " + blocks.size());
    }
    for (int b = 1; b <= blocks.size(); b++) {
      String violation = block(b).violation(space, b);
      if (violation != null) {
        throw new InvalidArchitectureException("block " + b + ": " + violation);
      }
    }
    this.canonical = CanonicalForm.of(this);
    this.fingerprint = CanonicalForm.fingerprint(canonical);
  }

  /**
   * About the largest network of the space in parameters and activations: the widest widths, both
   * switches, and in each block as many of the latest sources as allowed.
   */
  public static Architecture widest(SearchSpace space) {
    DenseOperator largest =
        space.denseOperators().contains(DenseOperator.FLAT_FC)
            ? DenseOperator.FLAT_FC
            : space.denseOperators().get(0);
    return new Architecture(
        space,
        IntStream.range(0, space.blocks())
            .mapToObj(
                last -> {
                  List<Integer> sources =
                      IntStream.rangeClosed(Math.max(0, last - SearchSpace.MAX_SOURCES + 1), last)
                          .boxed()
                          .toList();
                  return new Block(
                      largest,
                      space.sparseOperators().get(0),
                      space.maxDenseWidth(),
                      space.maxSparseWidth(),
                      true,
                      true,
                      sources,
                      sources,
                      last,
                      last);
                })
            .toList());
  }

  public SearchSpace space() {
    return space;
  }

  /** The genes as encoded. Element 0 is block 1. */
  public List<Block> blocks() {
    return blocks;
  }

  /**
   * The genes of one block.
   *
   * @param index 1 for the first block
   */
  public Block block(int index) {
    return blocks.get(index - 1);
  }

  /** What can reach the head. */
  public Liveness liveness() {
    return Liveness.of(this);
  }

  /** 16 hexadecimal digits, equal for equal networks and stable across JVMs. */
  public String fingerprint() {
    return fingerprint;
  }

  /** The live genes alone, in a fixed notation; equal exactly for equal networks. */
  public String canonicalForm() {
    return canonical;
  }

  /** This architecture with one block replaced. */
  Architecture with(int index, Block block) {
    return new Architecture(
        space,
        IntStream.rangeClosed(1, blocks.size())
            .mapToObj(b -> b == index ? block : block(b))
            .toList());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Architecture that && canonical.equals(that.canonical);
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  @Override
  public String toString() {
    return space.name() + ":" + fingerprint;
  }
}
