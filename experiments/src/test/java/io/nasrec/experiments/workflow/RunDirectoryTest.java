package io.nasrec.experiments.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.PapersQuickstart;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunDirectoryTest {
  private static Path forScoring(String... overrides) {
    Experiment experiment = PapersQuickstart.read(List.of(overrides));
    return RunDirectory.forScoring(experiment);
  }

  @Test
  void scoresOfEqualDataAndWarmUpShareADirectoryAndOthersDoNot() {
    Path quickstart = forScoring();

    assertThat(quickstart.toString()).matches("runs.quickstart-sigeo-score-[0-9a-f]{8}");
    assertThat(forScoring("search.proxy.scope=head", "engine.workers=1")).isEqualTo(quickstart);
    assertThat(forScoring("space.blocks=2")).isNotEqualTo(quickstart);
    assertThat(forScoring("warmUp.epochs=2")).isNotEqualTo(quickstart);
    assertThat(forScoring("seed=7")).isNotEqualTo(quickstart);
  }
}
