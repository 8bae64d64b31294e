package io.nasrec.space.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.space.Block;
import io.nasrec.space.DenseOperator;
import io.nasrec.space.InvalidArchitectureException;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.SparseOperator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkNotationTest {
  private static final String TEXT =
      """
      # made up

      criteo-tiny: nasrec-full, layer-norm on, test-loss 0.50
      # inside
      1: fc 16 [0] left 0 right 0 fm; attention 32 [0]
      2: sigmoid-gating 64 [1, 0] left 1 right 0; embedded-fc 48 [0] merger


      avazu-tiny: nasrec-small, layer-norm off, test-loss 0.4
      1: fc 16 [0] left 0 right 0; embedded-fc 16 [0]
      """;

  @Test
  void readsEveryGene() {
    List<PublishedNetwork> networks = NetworkNotation.parse(TEXT);

    assertThat(networks)
        .extracting(PublishedNetwork::name)
        .containsExactly("nasrec:criteo-tiny", "nasrec:avazu-tiny");
    PublishedNetwork first = networks.get(0);
    assertThat(first.dataset()).isEqualTo("criteo");
    assertThat(first.layerNorm()).isTrue();
    assertThat(first.testLoss()).hasToString("0.50");
    assertThat(first.architecture().space()).isEqualTo(SearchSpace.full(2));
    assertThat(first.architecture().blocks())
        .containsExactly(
            new Block(
                DenseOperator.FC,
                SparseOperator.ATTENTION,
                16,
                32,
                false,
                true,
                List.of(0),
                List.of(0),
                0,
                0),
            new Block(
                DenseOperator.SIGMOID_GATING,
                SparseOperator.EMBEDDED_FC,
                64,
                48,
                true,
                false,
                List.of(1, 0),
                List.of(0),
                1,
                0));
    assertThat(networks.get(1).layerNorm()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "layer-norm off | layer-norm maybe | expected DATASET-NAME: SPACE, layer-norm on|off,",
        "nasrec-full, | nasrec-huge, | criteo-tiny: the space must be one of nasrec-small, nasrec-full,"
            + " nasrec-plus, but was nasrec-huge",
        "2: sig | 3: sig | criteo-tiny: expected block 2, but was: 3: sigmoid-gating 64",
        "[1, 0] | [] | criteo-tiny: expected BLOCK: OPERATOR WIDTH [SOURCES] left SOURCE right",
        "[1, 0] | [2] | criteo-tiny: block 2: the dense sources must be 1 to 4 distinct numbers",
        "sigmoid-gating | gate | criteo-tiny: the operator must be one of fc, dot-product,"
            + " sigmoid-gating, sum, cross, low-rank-cross, flat-fc, but was gate",
        "fc 16 [0] left 0 right 0; | sum 16 [0] left 0 right 0; | avazu-tiny: block 1: the dense operator"
            + " must be one of",
      })
  void namesWhatIsWrong(String good, String bad, String message) {
    assertThat(TEXT).contains(good);
    assertThatThrownBy(() -> NetworkNotation.parse(TEXT.replace(good, bad)))
        .isInstanceOf(InvalidArchitectureException.class)
        .hasMessageStartingWith(message);
  }
}
