package io.nasrec.experiments.workflow;

import static io.nasrec.experiments.workflow.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.results.RunReport;
import io.nasrec.supernet.model.ModelDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that are searched with the architecture, and opponents with the same effort. */
class TunedSearchTest {
  private static final String[] TUNED = {
    "search.topK=4",
    "tune.learningRate=[0.04, 0.12]",
    "tune.embeddingDim=[8, 16]",
    "constraints.macs=100_000_000",
    "baseline.networks=[logistic-regression, fm, deepfm]",
    "baseline.effort=equal",
    "selection.ensemble=3",
    "retrain.patience=1000"
  };

  @TempDir private Path directory;

  @Test
  void eachNetworkIsTrainedWithOneCombinationAndSoAreItsOpponents() throws Exception {
    Path root = directory.resolve("run");
    RunReport report = run(root, TinyExperiment.with(TUNED));

    assertThat(combinations(report)).hasSize(4);
    RunReport.Candidate won =
        report.candidates().stream()
            .filter(one -> one.fingerprint().equals(report.best().fingerprint()))
            .findFirst()
            .orElseThrow();
    assertThat(report.best().settings()).isEqualTo(won.settings()).hasSize(2);
    int width = won.settings().contains("space.embeddingDim=8") ? 8 : 16;
    assertThat(ModelDirectory.open(root.resolve("model")).model().input().embeddingDim())
        .isEqualTo(width);

    assertThat(report.baselines().networks())
        .extracting(network -> network.settings().size())
        .containsExactly(0, 2, 2);
    try (var fm = Files.list(root.resolve("baselines/networks/fm"))) {
      assertThat(fm).as("two of the four starts").hasSize(2);
    }
    RunReport.Effort effort = report.baselines().effort();
    assertThat(effort.handCrafted()).isEqualTo(effort.found()).isPositive();
    RunReport.Rival rival = report.baselines().rival();
    assertThat(rival.contest().logLossDifference())
        .isCloseTo(
            report.ensemble().test().logLoss() - rival.ensemble().test().logLoss(), within(1e-9));
    assertThat(Files.readString(root.resolve("report.html"))).contains("hand-crafted, ensemble of");

    RunReport again = run(root, TinyExperiment.with(TUNED));
    Runs.assertSameResults(again, report);
    assertThat(again.baselines()).isEqualTo(report.baselines());
  }

  /** Two found networks, three opponents: none is left out for want of rows. */
  @Test
  void eachOpponentStartsAtLeastOnce() throws Exception {
    RunReport report =
        run(
            directory.resolve("run"),
            TinyExperiment.with(
                "search.topK=2",
                "baseline.networks=[fm, deepfm, dcn-v2]",
                "baseline.effort=equal"));

    assertThat(report.baselines().networks())
        .extracting(RunReport.Network::name)
        .containsExactly("fm", "deepfm", "dcn-v2");
    assertThat(report.baselines().networks()).allMatch(network -> network.test() != null);
    assertThat(report.baselines().rival()).as("no ensemble was asked for").isNull();
  }

  /** A tuned training is the one that the settings make by themselves. */
  @Test
  void aCombinationIsWorthWhatItsSettingsAre() throws Exception {
    RunReport tuned =
        run(
            directory.resolve("tuned"),
            TinyExperiment.with("search.topK=2", "tune.learningRate=[0.04, 0.12]"));
    for (RunReport.Candidate candidate : tuned.candidates()) {
      RunReport plain =
          run(
              directory.resolve("plain-" + candidate.rank()),
              TinyExperiment.with("search.topK=2", candidate.settings().get(0)));
      assertThat(plain.candidates().get(candidate.rank() - 1).validation())
          .isEqualTo(candidate.validation());
    }
  }

  @Test
  void combinationsThatBreakARuleAreRefusedBeforeAnythingIsDone() {
    assertThatThrownBy(
            () ->
                run(directory.resolve("wrong"), TinyExperiment.with("tune.weightDecay=[0.0, 0.1]")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tune: training.weightDecay: is read with training.optimizer: adam");
  }

  @Test
  void choicesHaveLimits() {
    assertThatThrownBy(() -> TinyExperiment.with("tune.learningRate=[0.1, 0.10]"))
        .hasMessageContaining("tune.learningRate: names a value twice: [0.1, 0.1]");
    assertThatThrownBy(
            () -> TinyExperiment.with("tune.embeddingDim=[16, 32]", "constraints.macs=100_000"))
        .hasMessageContaining(
            "tune.embeddingDim: must be at most space.embeddingDim, 16, at which constraints count");
    String many = IntStream.range(0, 101).mapToObj(i -> "0." + (100 + i)).toList().toString();
    assertThatThrownBy(
            () -> TinyExperiment.with("tune.embeddingL2=" + many, "tune.embeddingDropout=" + many))
        .hasMessageContaining("tune: must have at most 10000 combinations; name fewer values");
  }

  private static Set<String> combinations(RunReport report) {
    Set<String> combinations = new TreeSet<>();
    for (RunReport.Candidate candidate : report.candidates()) {
      combinations.add(String.join(" ", List.copyOf(candidate.settings())));
    }
    return combinations;
  }
}
