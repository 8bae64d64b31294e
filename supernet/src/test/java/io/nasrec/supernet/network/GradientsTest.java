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

/** The operators and networks of NASRec-Small against {@link FiniteDifferences}. */
class GradientsTest {
  private static final int DIM = 4;
  private static final SearchSpace SPACE =
      SearchSpace.small(1).withWidths(List.of(DIM, 9, 10, 8 * DIM), List.of(4, 5));

  /**
   * One block over the raw input. {@code w} = 9 has q = 4 and 10 products; {@code w} = 10 has as
   * many products as outputs; 4 is E and 32 is 8 E. No width is below 4: two normalised units are
   * ±1 whatever their inputs, and what is left of their derivatives is rounding.
   */
  record Case(
      String name,
      int fields,
      int features,
      DenseOperator dense,
      int w,
      boolean merger,
      boolean fm) {
    Architecture architecture() {
      return new Architecture(
          SPACE, List.of(block(dense, w, 5, merger, fm, List.of(0), List.of(0))));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    DenseOperator fc = DenseOperator.FC;
    DenseOperator dot = DenseOperator.DOT_PRODUCT;
    return Stream.of(
        new Case("FC and EmbeddedFC", 5, 6, fc, 9, false, false),
        new Case("DotProduct", 5, 6, dot, 9, false, false),
        new Case("DotProduct, p = E", 5, 4, dot, 9, false, false),
        new Case("DotProduct, n = q", 4, 6, dot, 9, false, false),
        new Case("DotProduct, as many products as outputs", 5, 6, dot, 10, false, false),
        new Case("DotProduct, nothing to project", 4, 4, dot, 10, false, false),
        new Case("merger", 5, 6, fc, 9, true, false),
        new Case("merger, w = 8 E", 5, 6, fc, 32, true, false),
        new Case("FM", 5, 6, fc, 9, false, true),
        new Case("FM, w = E", 5, 6, fc, 4, false, true),
        new Case("merger and FM", 5, 6, dot, 9, true, true),
        new Case("merger and FM, w = 8 E", 5, 6, dot, 32, true, true),
        new Case("merger and FM, w = E", 5, 6, fc, 4, true, true));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void withLayerNorm(Case c) {
    check(c, true);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void withoutLayerNorm(Case c) {
    check(c, false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoBlocks(boolean layerNorm) {
    SearchSpace space = SearchSpace.small(2).withWidths(SPACE.denseWidths(), SPACE.sparseWidths());
    DenseOperator dot = DenseOperator.DOT_PRODUCT;
    Architecture architecture =
        new Architecture(
            space,
            List.of(
                block(DenseOperator.FC, 9, 5, true, true, List.of(0), List.of(0)),
                block(dot, 10, 4, true, true, List.of(1, 0), List.of(1, 0))));
    NetworkBuilder builder = new NetworkBuilder(space, new InputShape(6, 5, DIM), layerNorm);
    FiniteDifferences.check(
        builder.live(architecture),
        PlainNetwork.of(architecture, layerNorm),
        FiniteDifferences.SOME);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fullPath(boolean layerNorm) {
    SearchSpace space = SearchSpace.small(2).withWidths(List.of(4, 9), List.of(4, 5));
    Architecture operands = new ArchitectureSampler(space).sample(new SplittableRandom(1));
    NetworkBuilder builder = new NetworkBuilder(space, new InputShape(6, 5, DIM), layerNorm);
    FiniteDifferences.check(
        builder.fullPath(operands),
        PlainNetwork.fullPath(operands, layerNorm),
        FiniteDifferences.SOME);
  }

  /** Connections, dead parts and coinciding widths as chance has them. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sampledNetworks(boolean layerNorm) {
    SearchSpace space = SearchSpace.small(4).withWidths(SPACE.denseWidths(), SPACE.sparseWidths());
    NetworkBuilder builder = new NetworkBuilder(space, new InputShape(6, 5, DIM), layerNorm);
    ArchitectureSampler sampler = new ArchitectureSampler(space);
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 6; i++) {
      Architecture architecture = sampler.sample(random);
      FiniteDifferences.check(
          builder.live(architecture),
          PlainNetwork.of(architecture, layerNorm),
          FiniteDifferences.FEW);
    }
  }

  private static void check(Case c, boolean layerNorm) {
    NetworkBuilder builder =
        new NetworkBuilder(SPACE, new InputShape(c.features(), c.fields(), DIM), layerNorm);
    FiniteDifferences.check(
        builder.live(c.architecture()),
        PlainNetwork.of(c.architecture(), layerNorm),
        FiniteDifferences.MANY);
  }

  private static Block block(
      DenseOperator dense,
      int w,
      int v,
      boolean merger,
      boolean fm,
      List<Integer> denseSources,
      List<Integer> sparseSources) {
    return new Block(
        dense, SparseOperator.EMBEDDED_FC, w, v, merger, fm, denseSources, sparseSources, 0, 0);
  }
}
