package io.nasrec.experiments.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.space.Architecture;
import io.nasrec.space.Block;
import io.nasrec.space.DenseOperator;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.SparseOperator;
import io.nasrec.supernet.engine.TorchEngine;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreBenchmarkTest {
  private static final Architecture ALIVE = architecture(16);

  /** Normalised over one unit every number is 0, so that no gradient passes. */
  private static final Architecture DEAD = architecture(1);

  @Test
  void figuresAreOfTheKindThatTheyClaimToBe() {
    ScoreBenchmark.Figures figures =
        new ScoreBenchmark(new TorchEngine(1), List.of(ALIVE, ALIVE), 2, 8, 1).run(2);

    assertThat(figures.secondsPerSubnet()).isPositive();
    assertThat(figures.shareOutsideEngine()).isLessThan(1);
    assertThat(figures.allProxiesRatio()).isPositive();
    assertThat(figures.unscorable()).isEmpty();
  }

  @Test
  void aSubnetWithoutAScoreIsNamedAndNotMeasured() {
    ScoreBenchmark.Figures figures =
        new ScoreBenchmark(new TorchEngine(1), List.of(DEAD, ALIVE, DEAD), 2, 8, 1).run(1);

    assertThat(figures.unscorable())
        .containsOnlyKeys(DEAD.fingerprint())
        .containsValue("sigeo: the gradient of every linear weight is zero");
    assertThat(figures.secondsPerSubnet()).isPositive();
  }

  @Test
  void withoutAnyScoreThereIsNothingToMeasure() {
    ScoreBenchmark benchmark = new ScoreBenchmark(new TorchEngine(1), List.of(DEAD), 2, 8, 1);

    assertThatThrownBy(() -> benchmark.run(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no subnet has a score: {" + DEAD.fingerprint() + "=sigeo: ");
  }

  private static Architecture architecture(int width) {
    Block block =
        new Block(
            DenseOperator.FC,
            SparseOperator.EMBEDDED_FC,
            width,
            width,
            false,
            false,
            List.of(0),
            List.of(0),
            0,
            0);
    SearchSpace space = SearchSpace.small(1).withWidths(List.of(1, 16), List.of(1, 16));
    return new Architecture(space, List.of(block));
  }
}
