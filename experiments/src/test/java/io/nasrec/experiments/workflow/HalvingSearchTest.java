package io.nasrec.experiments.workflow;

import static io.nasrec.experiments.workflow.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.results.RunReport;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job with {@code retrain.plan: halving}. */
class HalvingSearchTest {
  @TempDir private Path directory;

  @Test
  void oneOfTwoStopsHalfwayAndTheOtherIsThatOfAFullPlan() throws Exception {
    RunReport full = run(directory.resolve("full"), tiny("full"));
    RunReport halved = run(directory.resolve("halved"), tiny("halving"));

    assertThat(halved.candidates())
        .extracting(RunReport.Candidate::outcome)
        .containsExactlyInAnyOrder("stopped", "trained");
    RunReport.Candidate trained =
        halved.candidates().stream()
            .filter(c -> c.outcome().equals(RunReport.Candidate.TRAINED))
            .findFirst()
            .orElseThrow();
    assertThat(trained.fingerprint()).isEqualTo(halved.best().fingerprint());
    RunReport.Candidate same = full.candidates().get(trained.rank() - 1);
    assertThat(trained.fingerprint()).isEqualTo(same.fingerprint());
    assertThat(trained.validation()).isEqualTo(same.validation());
    assertThat(halved.candidates())
        .filteredOn(c -> c.outcome().equals("stopped"))
        .allSatisfy(c -> assertThat(c.epochs()).isLessThanOrEqualTo(0.51));
    String html = Files.readString(directory.resolve("halved/report.html"));
    assertThat(html).contains(", stopped<");
    assertThat(Files.readString(directory.resolve("full/report.html"))).doesNotContain("stopped<");

    RunReport again = run(directory.resolve("halved"), tiny("halving"));
    assertThat(again.candidates()).isEqualTo(halved.candidates());
    assertThat(again.best()).isEqualTo(halved.best());
  }

  private static Experiment tiny(String plan) {
    return TinyExperiment.with("retrain.plan=" + plan, "retrain.evaluationsPerEpoch=2");
  }
}
