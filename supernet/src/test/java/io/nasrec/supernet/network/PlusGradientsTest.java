package io.nasrec.supernet.network;

import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.Block;
import io.nasrec.space.DenseOperator;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.SparseOperator;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.PlainNetwork;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The operators and networks of NASRec-Plus against {@link FiniteDifferences}. Without
 * normalisation there are fewer blocks: crosses of FMs of crosses grow beyond float32.
 */
class PlusGradientsTest {
  /** One column per attention head. */
  private static final int DIM = 8;

  private static final int FEATURES = 3;
  private static final int FIELDS = 4;

  private static SearchSpace space(int blocks) {
    return SearchSpace.plus(blocks).withWidths(List.of(5, 9, 12), List.of(4, 6));
  }

  /**
   * Two blocks; the second has the operators in question. Merger and FM read and add to crosses.
   */
  record Case(
      String name,
      Block first,
      DenseOperator dense,
      SparseOperator sparse,
      int width,
      List<Integer> sources) {
    Architecture architecture() {
      return new Architecture(space(2), List.of(first, block(dense, sparse, width, sources)));
    }

    private static Block block(
        DenseOperator dense, SparseOperator sparse, int width, List<Integer> sources) {
      return new Block(dense, sparse, width, 6, true, true, sources, sources, 0, 0);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    DenseOperator cross = DenseOperator.CROSS;
    DenseOperator lowRank = DenseOperator.LOW_RANK_CROSS;
    DenseOperator flat = DenseOperator.FLAT_FC;
    SparseOperator rows = SparseOperator.EMBEDDED_FC;
    SparseOperator cin = SparseOperator.CIN;
    return Stream.of(
        new Case("cross of x0", fc(9), cross, rows, 9, List.of(0)),
        new Case("cross of a narrow source", fc(9), cross, rows, 9, List.of(1)),
        new Case("cross of x0 and another", fc(9), cross, rows, 9, List.of(0, 1)),
        new Case("cross of a cross", cross(cross), cross, rows, 9, List.of(1)),
        new Case("low-rank cross of x0", fc(9), lowRank, rows, 5, List.of(0)),
        new Case("low-rank crosses", cross(lowRank), lowRank, rows, 5, List.of(0, 1)),
        new Case("flat FC", fc(9), flat, rows, 12, List.of(0, 1)),
        new Case("flat FC and CIN of a cross", cross(cross), flat, cin, 12, List.of(0, 1)),
        new Case("CIN of raw rows", fc(9), DenseOperator.FC, cin, 9, List.of(0)),
        new Case("CIN of a block", fc(9), DenseOperator.FC, cin, 9, List.of(1)));
  }

  private static Block fc(int width) {
    return Case.block(DenseOperator.FC, SparseOperator.CIN, width, List.of(0));
  }

  private static Block cross(DenseOperator operator) {
    return Case.block(operator, SparseOperator.CIN, 5, List.of(0));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void withLayerNorm(Case c) {
    check(c.architecture(), true, FiniteDifferences.SOME);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void withoutLayerNorm(Case c) {
    check(c.architecture(), false, FiniteDifferences.SOME);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fullPath(boolean layerNorm) {
    int blocks = layerNorm ? 2 : 1;
    Architecture operands = new ArchitectureSampler(space(blocks)).sample(new SplittableRandom(1));
    FiniteDifferences.check(
        builder(blocks, layerNorm).fullPath(operands),
        PlainNetwork.fullPath(operands, layerNorm),
        FiniteDifferences.SOME);
  }

  /** Connections, dead parts and coinciding widths as chance has them. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sampledNetworks(boolean layerNorm) {
    ArchitectureSampler sampler = new ArchitectureSampler(space(layerNorm ? 4 : 2));
    SplittableRandom random = new SplittableRandom(14);
    for (int i = 0; i < 12; i++) {
      check(sampler.sample(random), layerNorm, FiniteDifferences.FEW);
    }
  }

  private static void check(Architecture architecture, boolean layerNorm, int most) {
    FiniteDifferences.check(
        builder(architecture.blocks().size(), layerNorm).live(architecture),
        PlainNetwork.of(architecture, layerNorm),
        most);
  }

  private static NetworkBuilder builder(int blocks, boolean layerNorm) {
    return new NetworkBuilder(space(blocks), new InputShape(FEATURES, FIELDS, DIM), layerNorm);
  }
}
