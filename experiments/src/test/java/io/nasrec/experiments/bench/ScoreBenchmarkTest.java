package io.nasrec.experiments.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.data.RandomStreams;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.SearchSpace;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreBenchmarkTest {

  @Test
  void figuresAreOfTheKindThatTheyClaimToBe() {
    SearchSpace space = SearchSpace.full(1).withWidths(List.of(16), List.of(16));
    var architecture = new ArchitectureSampler(space).sample(RandomStreams.stream(1, "bench-test"));

    ScoreBenchmark.Figures figures =
        new ScoreBenchmark(List.of(architecture, architecture), 2, 8, 1).run(2);

    assertThat(figures.secondsPerSubnet()).isPositive();
    assertThat(figures.shareOutsideEngine()).isLessThan(1);
    assertThat(figures.allProxiesRatio()).isPositive();
  }
}
