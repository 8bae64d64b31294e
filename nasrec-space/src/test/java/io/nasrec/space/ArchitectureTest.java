package io.nasrec.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final SearchSpace SPACE = SearchSpace.small(3);

  private static Block block(List<Integer> dense, List<Integer> sparse) {
    return new Block(
        DenseOperator.FC, SparseOperator.EMBEDDED_FC, 64, 32, false, false, dense, sparse, 0, 0);
  }

  private static Block dot(List<Integer> dense, List<Integer> sparse) {
    return new Block(
        DenseOperator.DOT_PRODUCT,
        SparseOperator.EMBEDDED_FC,
        64,
        32,
        false,
        false,
        dense,
        sparse,
        0,
        0);
  }

  private static Architecture of(Block... blocks) {
    return new Architecture(SPACE, List.of(blocks));
  }

  private static Block with(Block b, boolean merger, boolean fm, int left) {
    return new Block(
        b.denseOperator(),
        b.sparseOperator(),
        b.denseWidth(),
        b.sparseWidth(),
        merger,
        fm,
        b.denseSources(),
        b.sparseSources(),
        left,
        b.right());
  }

  @Test
  void theOrderWithinASourceListAndLeftAndRightOfAnFcAreInert() {
    Block first = block(List.of(0), List.of(0));
    Block second = block(List.of(0, 1), List.of(1));
    Architecture one = of(first, second, block(List.of(0, 1, 2), List.of(2, 1)));
    Architecture other =
        of(first, with(second, false, false, 1), block(List.of(2, 0, 1), List.of(1, 2)));
    assertThat(other).isEqualTo(one).hasSameHashCodeAs(one);
    assertThat(other.fingerprint()).isEqualTo(one.fingerprint());
  }

  @Test
  void aBlockThatNobodyReadsIsInert() {
    Block last = block(List.of(1), List.of(1));
    Architecture one = of(block(List.of(0), List.of(0)), block(List.of(0), List.of(0)), last);
    Architecture other = of(block(List.of(0), List.of(0)), dot(List.of(1), List.of(0, 1)), last);
    assertThat(other).isEqualTo(one);
    assertThat(one.liveness().block(2)).isEqualTo(new Liveness.Parts(false, false, false, false));
  }

  @Test
  void theMergerOfABlockWhoseSparseRowsNobodyReadsIsInert() {
    Block last = block(List.of(2), List.of(0));
    Block second = block(List.of(0), List.of(0));
    Architecture one = of(block(List.of(0), List.of(0)), second, last);
    Architecture other = of(block(List.of(0), List.of(0)), with(second, true, false, 0), last);
    assertThat(other).isEqualTo(one);
    // The FM, in contrast, feeds the dense output that the last block reads.
    assertThat(of(block(List.of(0), List.of(0)), with(second, false, true, 0), last))
        .isNotEqualTo(one);
  }

  @Test
  void aMergerKeepsTheDenseOperatorAlive() {
    Block first = with(block(List.of(0), List.of(0)), true, true, 0);
    Architecture architecture =
        of(first, block(List.of(0), List.of(0)), block(List.of(0), List.of(1)));
    assertThat(architecture.liveness().block(1))
        .as("dense through the merger; the FM feeds a dense output that nobody reads")
        .isEqualTo(new Liveness.Parts(true, true, true, false));
  }

  @Test
  void widthsOperatorsSourcesAndBlockPositionsCount() {
    Block first = block(List.of(0), List.of(0));
    Architecture one = of(first, first, block(List.of(1), List.of(1)));
    assertThat(of(first, first, block(List.of(2), List.of(1)))).isNotEqualTo(one);
    assertThat(of(first, first, dot(List.of(1), List.of(1)))).isNotEqualTo(one);
    assertThat(of(first, first, block(List.of(2), List.of(2))))
        .as("block 2 has weights of its own")
        .isNotEqualTo(one);
  }

  @Test
  void theFingerprintIsStableAcrossJvms() {
    Block first = block(List.of(0), List.of(0));
    Architecture architecture = of(first, first, dot(List.of(1, 0), List.of(1)));
    assertThat(architecture.canonicalForm())
        .isEqualTo(
            """
            1: fc 64 [0]; embedded-fc 32 [0]
            3: dot-product 64 [0, 1]·[1]; embedded-fc 32 [1]
            """);
    // printf '…' | sha256sum | cut -c1-16
    assertThat(architecture.fingerprint()).isEqualTo("34a04b5368967c15");
  }

  @Test
  void genesOutsideTheSpaceAreNamed() {
    Block first = block(List.of(0), List.of(0));
    assertThatThrownBy(() -> of(first, first))
        .isInstanceOf(InvalidArchitectureException.class)
        .hasMessage("the architecture must have 3 blocks, but had 2");
    assertThatThrownBy(() -> of(first, block(List.of(2), List.of(0)), first))
        .hasMessage(
            "block 2: the dense sources must be 1 to 4 distinct numbers from 0 to 1, but were [2]");
    assertThatThrownBy(() -> of(first, block(List.of(0), List.of(1, 1)), first))
        .hasMessageContaining("the sparse sources must be 1 to 4 distinct numbers");
    assertThatThrownBy(() -> of(first, block(List.of(0), List.of()), first))
        .hasMessageContaining("but were []");
    Block wide =
        new Block(
            DenseOperator.FC,
            SparseOperator.EMBEDDED_FC,
            65,
            32,
            false,
            false,
            List.of(0),
            List.of(0),
            0,
            0);
    assertThatThrownBy(() -> of(wide, first, first))
        .hasMessageStartingWith("block 1: the dense width must be one of [16, 32,")
        .hasMessageEndingWith("but was 65");
  }
}
