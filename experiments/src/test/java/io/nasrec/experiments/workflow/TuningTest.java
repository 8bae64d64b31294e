package io.nasrec.experiments.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.experiments.config.schema.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TuningTest {

  @Test
  void allCombinationsInOrder() {
    Tuning tuning = Tuning.parse(List.of("retrain.learningRate=0.1,0.2", "retrain.epochs=1, 2"));
    assertThat(tuning.combinations())
        .containsExactly(
            List.of("retrain.learningRate=0.1", "retrain.epochs=1"),
            List.of("retrain.learningRate=0.1", "retrain.epochs=2"),
            List.of("retrain.learningRate=0.2", "retrain.epochs=1"),
            List.of("retrain.learningRate=0.2", "retrain.epochs=2"));
  }

  @Test
  void nothingTunedIsOneCombinationOfNothing() {
    assertThat(Tuning.parse(List.of()).combinations()).containsExactly(List.of());
  }

  @Test
  void listsAreValues() {
    assertThat(Tuning.parse(List.of("baseline.hidden=[64, 32],[8],7")).combinations())
        .containsExactly(
            List.of("baseline.hidden=[64, 32]"),
            List.of("baseline.hidden=[8]"),
            List.of("baseline.hidden=7"));
  }

  @Test
  void whatAllNetworksShareIsNotTuned() {
    assertThatThrownBy(() -> Tuning.parse(List.of("data.minCount=2,5", "retrain.epochs")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "--tune: data.minCount: only keys of retrain., baseline., training., space.layerNorm"
                + " can be tuned")
        .hasMessageContaining("--tune: must be key.path=value,value, but was 'retrain.epochs'");
  }

  /** They would be trained side by side in the same files. */
  @Test
  void whatACompareDoesNotReadIsNotTuned() {
    assertThatThrownBy(
            () ->
                Tuning.parse(
                    List.of(
                        "retrain.plan=full,halving", "retrain.epochs=1,2", "retrain.epochs=3,1")))
        .hasMessageContaining("--tune: retrain.plan: only a search reads this key")
        .hasMessageContaining(
            "--tune: retrain.epochs: is given twice; name all its values at once");
  }

  @Test
  void aValueThatIsGivenTwiceIsRefused() {
    assertThatThrownBy(
            () -> Tuning.parse(List.of("retrain.learningRate=0.1,0.10", "baseline.hidden=[8],[8]")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "--tune: retrain.learningRate: a value is given twice: retrain.learningRate=0.1,0.10")
        .hasMessageContaining("--tune: baseline.hidden: a value is given twice");
  }

  @Test
  void aChosenValueAtTheEdgeOfWhatWasTriedIsSaidSo() {
    Tuning tuning =
        Tuning.parse(
            List.of(
                "retrain.learningRate=0.02,0.05,0.1",
                "retrain.epochs=1_000,3",
                "training.embeddingL2=0",
                "baseline.hidden=[64],[32]"));

    assertThat(
            tuning.edges(
                "deepfm",
                List.of(
                    "retrain.learningRate=0.1",
                    "retrain.epochs=3",
                    "training.embeddingL2=0",
                    "baseline.hidden=[64]")))
        .containsExactly(
            "retrain.learningRate=0.1 is the largest value tried for deepfm; the best may lie"
                + " beyond",
            "retrain.epochs=3 is the smallest value tried for deepfm; the best may lie beyond");
    assertThat(tuning.edges("fm", List.of("retrain.learningRate=0.05", "retrain.epochs=1_000")))
        .containsExactly(
            "retrain.epochs=1_000 is the largest value tried for fm; the best may lie beyond");
    assertThat(tuning.edges("base rate", List.of())).isEmpty();
  }
}
