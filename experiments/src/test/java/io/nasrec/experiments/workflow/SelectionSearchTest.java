package io.nasrec.experiments.workflow;

import static io.nasrec.experiments.workflow.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.results.RunReport;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.crafted.CraftedNetwork;
import io.nasrec.space.crafted.CraftedShape;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.model.NetworkDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job with finalists and an ensemble. */
class SelectionSearchTest {
  @TempDir private Path directory;

  @Test
  void finalistsAreTrainedAgainAndTheEnsembleBecomesTheModel() throws Exception {
    Path root = directory.resolve("run");
    RunReport report = run(root, tiny("ensemble"));

    RunReport.Ensemble ensemble = report.ensemble();
    assertThat(ensemble.model()).isTrue();
    assertThat(ensemble.members().stream().mapToInt(RunReport.Ensemble.Member::count).sum())
        .isBetween(1, 5);
    assertThat(ensemble.validation().logLoss())
        .as("the first choice is the best network")
        .isLessThanOrEqualTo(report.best().validation().logLoss() + 1e-9);
    assertThat(ensemble.logLossDifference())
        .isCloseTo(ensemble.test().logLoss() - report.best().test().logLoss(), within(1e-9));
    ModelDirectory model = ModelDirectory.open(root.resolve("model"));
    assertThat(model.model().network()).isInstanceOf(NetworkDefinition.Averaged.class);
    assertThat(model.model().test().orElseThrow().metrics().logLoss())
        .isEqualTo(ensemble.test().logLoss());
    try (Stream<Path> finalists = Files.list(root.resolve("finalists"))) {
      assertThat(finalists).hasSize(2).allMatch(one -> Files.exists(one.resolve("training-2")));
    }
    assertThat(Files.readString(root.resolve("report.html"))).contains("It minus the best network");

    assertThatThrownBy(() -> StartModel.of(root).network(Optional.empty(), tiny("ensemble")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is an ensemble of %s networks".formatted(ensemble.members().size()));

    RunReport again = run(root, tiny("ensemble"));
    assertThat(again.ensemble()).isEqualTo(ensemble);
    Runs.assertSameResults(again, report);

    RunReport network = run(root, tiny("network"));
    assertThat(network.best()).isEqualTo(report.best());
    assertThat(ModelDirectory.open(root.resolve("model")).model().network().label())
        .isEqualTo(report.best().fingerprint());
  }

  /** Without a warm-up, with an initial population of hand-crafted networks and mutants. */
  @Test
  void thePoolBeginsWithHandCraftedNetworks() throws Exception {
    Path root = directory.resolve("pool");
    Experiment experiment =
        TinyExperiment.with(
            "space.name=nasrec-plus", "warmUp.sample=0", "search.proxy=flops", "search.crafted=8");
    RunReport report = run(root, experiment);

    assertThat(report.warmUp().points()).isEmpty();
    assertThat(report.evaluated()).isEqualTo(14);
    SearchSpace space = SearchSpace.plus(2);
    List<String> crafted =
        Arrays.stream(CraftedNetwork.values())
            .filter(network -> network.leastBlocks() <= 2)
            .map(network -> network.architecture(space, new CraftedShape(2, 64, 16)).fingerprint())
            .toList();
    List<String> found =
        Runs.journal(root).stream().map(line -> line.path("fingerprint").asText()).toList();
    assertThat(crafted).hasSize(6);
    assertThat(found.subList(0, 6)).isEqualTo(crafted);
  }

  private static Experiment tiny(String winner) {
    return TinyExperiment.with(
        "selection.finalists=2",
        "selection.trainings=2",
        "selection.ensemble=5",
        "selection.winner=" + winner);
  }
}
