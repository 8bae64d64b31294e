package io.nasrec.space;

import java.util.List;
import java.util.stream.Stream;

/**
 * The genes of one choice block, as encoded: some may be inert (see {@link Liveness}).
 *
 * <p>Source 0 is the raw input, source j the output of block j. The order of a source list is kept
 * for the interchange format; the network concatenates its sources in ascending order.
 *
 * @param denseOperator the active dense operator
 * @param sparseOperator the active sparse operator
 * @param denseWidth w: the width of the dense output, or what {@link DenseOperator#width} says
 * @param sparseWidth rows v of the sparse output, merger rows not counted
 * @param merger whether the dense output is appended to the sparse rows
 * @param fm whether the sparse rows' factorization machine is added to the dense output
 * @param denseSources sources of the dense operator; inert if it has operands
 * @param sparseSources sources of the sparse operator, and of a dense one that reads sparse rows
 * @param left source of the dense operator's left operand; inert if it has no operands
 * @param right source of its right operand, likewise
 */
public record Block(
    DenseOperator denseOperator,
    SparseOperator sparseOperator,
    int denseWidth,
    int sparseWidth,
    boolean merger,
    boolean fm,
    List<Integer> denseSources,
    List<Integer> sparseSources,
    int left,
    int right) {

  public Block {
    denseSources = List.copyOf(denseSources);
    sparseSources = List.copyOf(sparseSources);
  }

  /** Sources whose dense output the dense operator reads, ascending and each once. */
  public List<Integer> denseReads() {
    return denseOperator.operands().isPresent()
        ? Stream.of(left, right).sorted().distinct().toList()
        : sorted(denseSources);
  }

  /** Sources whose sparse output the dense operator reads, ascending. */
  public List<Integer> denseReadsSparse() {
    return denseOperator.readsSparse() ? sparseReads() : List.of();
  }

  /** Sources whose sparse output the sparse operator reads, ascending. */
  public List<Integer> sparseReads() {
    return sorted(sparseSources);
  }

  private static List<Integer> sorted(List<Integer> sources) {
    return sources.stream().sorted().toList();
  }

  /**
   * The first rule of the space that this block breaks as block {@code index}, or null.
   *
   * @param index 1 for the first block: sources must be below it
   */
  String violation(SearchSpace space, int index) {
    if (!space.denseNodes().containsKey(denseOperator)) {
      return "the dense operator must be one of "
          + space.denseOperators()
          + ", but was "
          + denseOperator;
    }
    if (!space.sparseNodes().containsKey(sparseOperator)) {
      return "the sparse operator must be one of "
          + space.sparseOperators()
          + ", but was "
          + sparseOperator;
    }
    if (!space.denseWidths().contains(denseWidth)) {
      return "the dense width must be one of " + space.denseWidths() + ", but was " + denseWidth;
    }
    if (!space.sparseWidths().contains(sparseWidth)) {
      return "the sparse width must be one of " + space.sparseWidths() + ", but was " + sparseWidth;
    }
    String sources = sourcesViolation("dense", denseSources, index);
    if (sources == null) {
      sources = sourcesViolation("sparse", sparseSources, index);
    }
    if (sources == null) {
      sources = sourcesViolation("left", List.of(left), index);
    }
    return sources != null ? sources : sourcesViolation("right", List.of(right), index);
  }

  private static String sourcesViolation(String what, List<Integer> sources, int index) {
    boolean inRange = sources.stream().allMatch(source -> source >= 0 && source < index);
    boolean distinct = sources.stream().distinct().count() == sources.size();
    if (inRange && distinct && !sources.isEmpty() && sources.size() <= SearchSpace.MAX_SOURCES) {
      return null;
    }
    return "the "
        + what
        + " sources must be 1 to "
        + SearchSpace.MAX_SOURCES
        + " distinct numbers from 0 to "
        + (index - 1)
        + ", but were "
        + sources;
  }
}
