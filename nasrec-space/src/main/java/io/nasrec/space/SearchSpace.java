package io.nasrec.space;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * A search space: the operators and widths that a choice block may have ([N] section 3, code {@code
 * ops_config_lib}).
 *
 * @param name name in experiment files and reports
 * @param interchangeName value of {@code config} in the JSON format of the published networks
 * @param denseNodes node index of each dense operator in that format
 * @param sparseNodes node index of each sparse operator in that format
 * @param denseWidths admissible dense widths, ascending
 * @param sparseWidths admissible numbers of sparse rows, ascending
 * @param blocks number of choice blocks, at least 1
 */
public record SearchSpace(
    String name,
    String interchangeName,
    Map<DenseOperator, Integer> denseNodes,
    Map<SparseOperator, Integer> sparseNodes,
    List<Integer> denseWidths,
    List<Integer> sparseWidths,
    int blocks) {

  /**
   * The maximum number of sources that a block may concatenate ([N] code, {@code any-connection}).
   */
  public static final int MAX_SOURCES = 4;

  /** Rows that the dense-to-sparse merger appends to a block's sparse output. */
  public static final int MERGER_ROWS = 8;

  /** The number of choice blocks in the papers. */
  public static final int PUBLISHED_BLOCKS = 7;

  public SearchSpace {
    denseNodes = Map.copyOf(denseNodes);
    sparseNodes = Map.copyOf(sparseNodes);
    denseWidths = ascending("denseWidths", denseWidths);
    sparseWidths = ascending("sparseWidths", sparseWidths);
    if (blocks < 1) {
      throw new IllegalArgumentException("blocks must be at least 1, but was " + blocks);
    }
  }

  /** NASRec-Small ({@code autoctr}) with the given number of choice blocks. */
  public static SearchSpace small(int blocks) {
    return new SearchSpace(
        "nasrec-small",
        "autoctr",
        Map.of(DenseOperator.FC, 0, DenseOperator.DOT_PRODUCT, 1),
        Map.of(SparseOperator.EMBEDDED_FC, 2),
        List.of(16, 32, 64, 128, 256, 512, 768, 1024),
        List.of(16, 32, 48, 64),
        blocks);
  }

  /** NASRec-Full ({@code xlarge}) with the given number of choice blocks. */
  public static SearchSpace full(int blocks) {
    return small(blocks)
        .withOperators(
            "nasrec-full",
            "xlarge",
            Map.of(
                DenseOperator.FC, 0,
                DenseOperator.DOT_PRODUCT, 1,
                DenseOperator.SIGMOID_GATING, 2,
                DenseOperator.SUM, 3),
            Map.of(SparseOperator.ATTENTION, 4, SparseOperator.EMBEDDED_FC, 5));
  }

  /**
   * NASRec-Full and the interactions of DCN-V2 and xDeepFM, so that the hand-crafted networks have
   * encodings ({@link io.nasrec.space.crafted}). Its interchange format is this program's own:
   * NASRec-Full's node indices, then those of the further operators.
   */
  public static SearchSpace plus(int blocks) {
    return small(blocks)
        .withOperators(
            "nasrec-plus",
            "nasrec-plus",
            Map.of(
                DenseOperator.FC, 0,
                DenseOperator.DOT_PRODUCT, 1,
                DenseOperator.SIGMOID_GATING, 2,
                DenseOperator.SUM, 3,
                DenseOperator.CROSS, 6,
                DenseOperator.LOW_RANK_CROSS, 7,
                DenseOperator.FLAT_FC, 8),
            Map.of(
                SparseOperator.ATTENTION, 4, SparseOperator.EMBEDDED_FC, 5, SparseOperator.CIN, 9));
  }

  /** All spaces with the given number of choice blocks. */
  public static List<SearchSpace> all(int blocks) {
    return List.of(small(blocks), full(blocks), plus(blocks));
  }

  private SearchSpace withOperators(
      String name,
      String interchangeName,
      Map<DenseOperator, Integer> denseNodes,
      Map<SparseOperator, Integer> sparseNodes) {
    return new SearchSpace(
        name, interchangeName, denseNodes, sparseNodes, denseWidths, sparseWidths, blocks);
  }

  /** The same space with other widths; the reference cases use narrow ones. */
  public SearchSpace withWidths(List<Integer> denseWidths, List<Integer> sparseWidths) {
    return new SearchSpace(
        name, interchangeName, denseNodes, sparseNodes, denseWidths, sparseWidths, blocks);
  }

  /** The number of distinct networks in the space; fast for up to 7 blocks, the papers' number. */
  public BigInteger networks() {
    return NetworkCount.of(this);
  }

  /** A sentence such as {@code nasrec-small with 1 block holds 256 different networks}. */
  public String size() {
    return name
        + " with "
        + blocks
        + (blocks == 1 ? " block" : " blocks")
        + " holds "
        + networks()
        + " different networks";
  }

  /** The dense operators in the order of their node index. */
  public List<DenseOperator> denseOperators() {
    return inNodeOrder(denseNodes);
  }

  /** The sparse operators in the order of their node index. */
  public List<SparseOperator> sparseOperators() {
    return inNodeOrder(sparseNodes);
  }

  /** The greatest value of the gene w. */
  public int maxDenseWidth() {
    return denseWidths.get(denseWidths.size() - 1);
  }

  /** Whether blocks may be as wide as the flat raw input ({@link DenseOperator#crosses}). */
  public boolean crosses() {
    return denseNodes.keySet().stream().anyMatch(DenseOperator::crosses);
  }

  /** The maximum number of sparse rows of an operator, without merger rows. */
  public int maxSparseWidth() {
    return sparseWidths.get(sparseWidths.size() - 1);
  }

  /** Rows that the supernet keeps per sparse source: the widest operator's and the merger's. */
  public int sparseSlotRows() {
    return maxSparseWidth() + MERGER_ROWS;
  }

  private static <T> List<T> inNodeOrder(Map<T, Integer> nodes) {
    return nodes.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<Integer> ascending(String what, List<Integer> widths) {
    List<Integer> sorted = widths.stream().sorted().distinct().toList();
    if (widths.isEmpty() || sorted.get(0) < 1 || !sorted.equals(widths)) {
      throw new IllegalArgumentException(
          what + " must be positive, ascending and not empty, but was " + widths);
    }
    return sorted;
  }
}
