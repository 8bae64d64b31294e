package io.nasrec.experiments.workflow;

import static io.nasrec.experiments.workflow.Runs.journal;
import static io.nasrec.experiments.workflow.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.results.RunReport;
import io.nasrec.experiments.results.TradeOff;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job with limits on what its networks cost. */
class ConstrainedSearchTest {
  private static final String MACS = "constraints.macs=120_000";

  @TempDir private Path directory;

  @Test
  void networksKeepTheLimitsAndTheReportSaysWhatWasRejected() throws Exception {
    Path root = directory.resolve("run");
    RunReport report = run(root, TinyExperiment.with(MACS, "constraints.parameters=200_000"));

    assertThat(report.best().liveMacs()).isLessThanOrEqualTo(120_000);
    TradeOff tradeOff = report.tradeOff();
    assertThat(tradeOff.limits())
        .extracting(TradeOff.Limit::cost)
        .containsExactly("parameters", "macs");
    assertThat(tradeOff.limits().get(1).most()).isEqualTo(120_000);
    assertThat(tradeOff.limits().get(1).smallest()).isBetween(1.0, 120_000.0);
    assertThat(tradeOff.sampled()).isEqualTo(4_000);
    assertThat(tradeOff.feasible()).isBetween(1, 3_999);
    assertThat(tradeOff.rejected()).isPositive();
    assertThat(Files.readString(root.resolve("report.html")))
        .contains("macs at most 120,000", "draws were rejected unscored");

    // Resumed when all is done, the search replays its draws, and rejects the same ones.
    assertThat(run(root, TinyExperiment.with(MACS, "constraints.parameters=200_000")).tradeOff())
        .isEqualTo(tradeOff);
    assertThat(journal(root)).hasSize(14);
  }

  @Test
  void tooFewNetworksAreSaidBeforeTheWarmUp() {
    Path root = directory.resolve("run");
    Experiment narrow =
        TinyExperiment.with("constraints.macs=1_000", "constraints.parameters=900_000");

    assertThatThrownBy(() -> run(root, narrow))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "constraints: none of 4,000 random networks keeps them, but the search draws 14"
                + " different ones; raise a limit, or lower space.blocks")
        .hasMessageContaining("constraints.macs: the limit is 1,000; the smallest seen is ")
        .hasMessageContaining(
            "constraints.parameters: the limit is 900,000; the smallest seen is ");
    assertThat(root.resolve("supernet.safetensors")).doesNotExist();
  }

  @Test
  void embeddingRowsHaveALimitOfTheirOwn() {
    assertThatThrownBy(
            () ->
                run(
                    directory.resolve("run"),
                    TinyExperiment.with("constraints.embeddingParameters=1_000")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "constraints.embeddingParameters: the limit is 1,000, but the tables have ");
  }

  @Test
  void twoObjectivesKeepAFrontAndRetrainFromAlongIt() throws Exception {
    Path root = directory.resolve("run");
    Experiment both =
        TinyExperiment.with(
            "search.objective=[quality, macs]", "search.population=12", "search.topK=5");
    RunReport report = run(root, both);

    TradeOff tradeOff = report.tradeOff();
    assertThat(tradeOff.objective()).containsExactly("quality", "macs");
    List<TradeOff.Member> front = tradeOff.front();
    assertThat(front).hasSizeGreaterThan(1);
    assertThat(front.stream().map(TradeOff.Member::cost)).isSorted().doesNotHaveDuplicates();
    assertThat(front.stream().map(TradeOff.Member::score)).isSorted().doesNotHaveDuplicates();
    assertThat(front.get(front.size() - 1).score())
        .as("the best of all is an end of the front")
        .isEqualTo(report.scores().stream().mapToDouble(s -> s.score()).max().orElseThrow());
    assertThat(report.candidates()).hasSize(5);
    assertThat(report.candidates().stream().map(RunReport.Candidate::fingerprint))
        .contains(front.get(0).fingerprint(), front.get(front.size() - 1).fingerprint());
    assertThat(tradeOff.networks()).filteredOn(TradeOff.Network::found).hasSize(5);
    assertThat(tradeOff.networks()).filteredOn(n -> !n.found()).isNotEmpty();
    assertThat(tradeOff.trainedFront())
        .anyMatch(network -> network.name().equals(report.best().fingerprint()));
    assertThat(Files.readString(root.resolve("report.html")))
        .contains("Front of the search", "Validation log loss against macs");

    Path cut = directory.resolve("cut");
    Files.createDirectories(cut);
    List<String> lines = Files.readAllLines(root.resolve("journal.jsonl"));
    Files.write(cut.resolve("journal.jsonl"), lines.subList(0, 14));
    Files.copy(root.resolve("experiment.yaml"), cut.resolve("experiment.yaml"));
    run(cut, both);
    assertThat(journal(cut)).isEqualTo(journal(root));
  }

  @Test
  void latencyIsPredictedFromATableThatIsMeasuredOnce() throws Exception {
    Path root = directory.resolve("run");
    Experiment timed =
        TinyExperiment.with("constraints.latency=900 ms", "search.objective=[quality, latency]");
    RunReport report = run(root, timed);

    TradeOff.Latencies latencies = report.tradeOff().latencies();
    assertThat(latencies.batchSize()).isEqualTo(1);
    assertThat(latencies.shapes()).isGreaterThan(10);
    assertThat(latencies.networks())
        .hasSize(2)
        .allSatisfy(
            network -> {
              assertThat(network.predicted()).isBetween(1e-6, 900.0);
              assertThat(network.measured()).isPositive();
            });
    assertThat(report.tradeOff().limits().get(0).cost()).isEqualTo("latency");
    assertThat(Files.readString(root.resolve("report.html")))
        .contains("latency at most 900.000 ms", "Predicted, ms");
    byte[] table = Files.readAllBytes(root.resolve("latency.json"));

    assertThat(run(root, timed).tradeOff()).isEqualTo(report.tradeOff());
    assertThat(Files.readAllBytes(root.resolve("latency.json"))).isEqualTo(table);
    assertThatThrownBy(() -> TinyExperiment.with("constraints.latency=2"))
        .hasMessageContaining(
            "constraints.latency: must be a time above 0 with its unit, us, ms or s, such as 2 ms,"
                + " or none, but was 2");
  }

  @Test
  void strategiesWithoutATournamentLookForQualityAlone() {
    assertThatThrownBy(
            () ->
                TinyExperiment.with(
                    "search.strategy={kind: rs}", "search.objective=[quality, macs]"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "search.objective: must be quality with a strategy without tournaments; a cost beside it"
                + " is for regularized-evolution, rea, g-rea, a-rea");
    assertThatThrownBy(() -> TinyExperiment.with("search.objective=[macs, quality]"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "search.objective: must be quality, or quality and a cost: [quality, parameters |"
                + " macs | latency], but was [macs, quality]");
  }
}
