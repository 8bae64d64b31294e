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

/** The operators and networks of NASRec-Full against {@link FiniteDifferences}. */
class FullGradientsTest {
  /** Two columns per attention head. */
  private static final int DIM = 16;

  private static final int FEATURES = 9;
  private static final int FIELDS = 5;

  private static SearchSpace space(int blocks) {
    return SearchSpace.full(blocks).withWidths(List.of(5, 9, 12), List.of(4, 6));
  }

  /**
   * Two blocks; the second has the operators in question. Block 1 is as wide as the raw input, or
   * narrower or wider, so that the left or the right operand is padded, or neither.
   */
  record Case(
      String name,
      int firstWidth,
      DenseOperator dense,
      SparseOperator sparse,
      int width,
      int left,
      int right) {
    Architecture architecture() {
      return new Architecture(
          space(2),
          List.of(
              block(DenseOperator.FC, SparseOperator.EMBEDDED_FC, firstWidth, 0, 0, List.of(0)),
              block(dense, sparse, width, left, right, List.of(1, 0))));
    }

    private static Block block(
        DenseOperator dense,
        SparseOperator sparse,
        int width,
        int left,
        int right,
        List<Integer> sources) {
      return new Block(dense, sparse, width, 6, true, true, sources, sources, left, right);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    DenseOperator gate = DenseOperator.SIGMOID_GATING;
    DenseOperator sum = DenseOperator.SUM;
    SparseOperator rows = SparseOperator.EMBEDDED_FC;
    SparseOperator attention = SparseOperator.ATTENTION;
    return Stream.of(
        new Case("gate, equal operands", 9, gate, rows, 12, 0, 1),
        new Case("gate, left padded", 5, gate, rows, 12, 1, 0),
        new Case("gate, right padded", 5, gate, rows, 12, 0, 1),
        new Case("gate, nothing to project", 9, gate, rows, 9, 0, 1),
        new Case("gate of a source by itself", 9, gate, rows, 12, 1, 1),
        new Case("sum, left padded", 12, sum, rows, 5, 0, 1),
        new Case("sum, right padded", 12, sum, rows, 5, 1, 0),
        new Case("sum, nothing to project", 12, sum, rows, 12, 0, 1),
        new Case("sum of a source with itself", 9, sum, rows, 12, 1, 1),
        new Case("attention", 9, DenseOperator.FC, attention, 9, 0, 0),
        new Case("gate and attention", 12, gate, attention, 9, 0, 1));
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
    Architecture operands = new ArchitectureSampler(space(2)).sample(new SplittableRandom(1));
    FiniteDifferences.check(
        builder(2, layerNorm).fullPath(operands),
        PlainNetwork.fullPath(operands, layerNorm),
        FiniteDifferences.SOME);
  }

  /** Connections, dead parts and coinciding widths as chance has them. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sampledNetworks(boolean layerNorm) {
    ArchitectureSampler sampler = new ArchitectureSampler(space(4));
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 6; i++) {
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
