package io.nasrec.space.crafted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.space.Architecture;
import io.nasrec.space.Block;
import io.nasrec.space.InvalidArchitectureException;
import io.nasrec.space.SearchSpace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is live in the encodings, and what they need. Their numbers: supernet's test. */
class CraftedNetworkTest {
  private static final CraftedShape SHAPE = new CraftedShape(3, 400, 20);

  @ParameterizedTest
  @EnumSource
  void everyNetworkFitsIntoThreeFiveAndSevenBlocks(CraftedNetwork crafted) {
    for (int blocks : new int[] {3, 5, 7}) {
      Architecture network = crafted.architecture(SearchSpace.plus(blocks), SHAPE);
      assertThat(crafted.greatestDepth(blocks)).isPositive();
      assertThat(crafted.greatestDepth(crafted.leastBlocks())).isEqualTo(1);
      assertThat(crafted.greatestDepth(crafted.leastBlocks() - 1)).isZero();
      // Whatever is put beside what was meant: a block is live or nobody reads it.
      assertThat(network.liveness().block(blocks).denseOperator()).isTrue();
      assertThat(network.blocks()).noneMatch(Block::fm);
    }
  }

  @Test
  void dcnV2InParallel() {
    assertThat(CraftedNetwork.DCN_V2.architecture(SearchSpace.plus(7), SHAPE).canonicalForm())
        .isEqualTo(
            """
            1: cross [0];
            2: cross [1];
            3: flat-fc 512 [0]·[0];
            4: fc 512 [3];
            5: fc 512 [4]; embedded-fc 16 [0] merger
            7: cross [2]; embedded-fc 16 [5]
            """);
  }

  @Test
  void twoLayersLeaveBlocksDead() {
    CraftedShape two = new CraftedShape(2, 64, 64);
    assertThat(CraftedNetwork.DCN_V2_STACKED.architecture(SearchSpace.plus(7), two).canonicalForm())
        .isEqualTo(
            """
            1: cross [0];
            2: cross [1];
            3: fc 64 [2];
            7: fc 64 [3]; embedded-fc 16 [0]
            """);
  }

  @Test
  void interactionsBesideHiddenLayers() {
    SearchSpace space = SearchSpace.plus(3);
    assertThat(CraftedNetwork.XDEEPFM.architecture(space, SHAPE).canonicalForm())
        .isEqualTo(
            """
            1: flat-fc 512 [0]·[0]; cin 16 [0]
            2: fc 512 [1]; cin 16 [1]
            3: flat-fc 512 [2]·[0, 1, 2]; cin 16 [0, 1, 2]
            """);
    assertThat(CraftedNetwork.DEEPFM.architecture(space, SHAPE).canonicalForm())
        .isEqualTo(
            """
            1: flat-fc 512 [0]·[0];
            2: fc 512 [1];
            3: fc 512 [2]; cin 16 [0]
            """);
    assertThat(CraftedNetwork.AUTOINT.architecture(space, SHAPE).canonicalForm())
        .isEqualTo(
            """
            1: flat-fc 512 [0]·[0]; attention 16 [0]
            2: fc 512 [1]; attention 16 [1]
            3: fc 512 [2]; attention 16 [2]
            """);
  }

  @Test
  void dlrm() {
    assertThat(CraftedNetwork.DLRM.architecture(SearchSpace.plus(5), SHAPE).canonicalForm())
        .isEqualTo(
            """
            1: fc 512 [0];
            2: fc 512 [1];
            3: dot-product 512 [2]·[0];
            4: fc 512 [2, 3];
            5: fc 512 [4]; embedded-fc 16 [0]
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DCN_V2 | 1 | crafted:dcn-v2: needs at least 2 blocks, but the space has 1",
        "DLRM | 1 | crafted:dlrm: needs at least 3 blocks, but the space has 1",
        "DCN_V2_STACKED | 1 | crafted:dcn-v2-stacked: needs at least 2 blocks, but the space has 1",
      })
  void tooFewBlocks(CraftedNetwork crafted, int blocks, String message) {
    assertThatThrownBy(() -> crafted.architecture(SearchSpace.plus(blocks), SHAPE))
        .isInstanceOf(InvalidArchitectureException.class)
        .hasMessage(message);
  }

  @Test
  void otherSpacesLackTheOperators() {
    assertThatThrownBy(() -> CraftedNetwork.MLP.architecture(SearchSpace.full(7), SHAPE))
        .isInstanceOf(InvalidArchitectureException.class)
        .hasMessage(
            "crafted:mlp: is a network of the space nasrec-plus, but the space is nasrec-full");
  }

  @Test
  void byName() {
    assertThat(CraftedNetwork.names())
        .isEqualTo(
            List.of(
                "crafted:mlp",
                "crafted:dcn-v2",
                "crafted:dcn-v2-stacked",
                "crafted:deepfm",
                "crafted:xdeepfm",
                "crafted:autoint",
                "crafted:dlrm"));
    assertThat(CraftedNetwork.named("crafted:dcn-v2")).contains(CraftedNetwork.DCN_V2);
    assertThat(CraftedNetwork.named("dcn-v2")).isEmpty();
  }
}
