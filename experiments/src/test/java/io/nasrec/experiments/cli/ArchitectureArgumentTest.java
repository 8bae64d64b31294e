package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nasrec.commons.Checksum;
import io.nasrec.commons.RandomStreams;
import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.Manifest;
import io.nasrec.data.RawFormat;
import io.nasrec.experiments.config.ExperimentWriter;
import io.nasrec.experiments.config.PapersQuickstart;
import io.nasrec.experiments.render.SampleReport;
import io.nasrec.experiments.results.NamedArchitecture;
import io.nasrec.experiments.workflow.NamedNetwork;
import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.InterchangeFile;
import io.nasrec.space.InvalidArchitectureException;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.InputShape;
import io.nasrec.supernet.baseline.Baseline;
import io.nasrec.supernet.baseline.BaselineShapes;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.model.ModelData;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.model.NetworkDefinition;
import io.nasrec.supernet.model.SavedModel;
import io.nasrec.supernet.model.TrialProvenance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a search of two networks leaves, as far as it says what they are. */
class ArchitectureArgumentTest {
  private final Shell shell = new Shell();
  private final Architecture winner = sample(0);
  private final Architecture second = sample(1);
  @TempDir private Path directory;
  private Path run;

  @BeforeEach
  void run() throws Exception {
    run = Files.createDirectories(directory.resolve("my run"));
    Files.createDirectories(run.resolve("candidates"));
    ArchitectureLines.write(
        run.resolve("journal.jsonl"),
        List.of(NamedArchitecture.of(winner), NamedArchitecture.of(second)),
        false);
    Files.writeString(
        run.resolve("best-architecture.json"), InterchangeFile.of(winner, false).text());
    Files.writeString(run.resolve("experiment.yaml"), experiment(List.of()));
    // Weights and result of a training under way: neither holds the architecture.
    Files.createDirectories(candidate());
    Files.writeString(candidate().resolve("weights.safetensors"), "weights");
  }

  @Test
  void everyWayToNameANetworkFindsIt() throws Exception {
    Path model = describe("model", new NetworkDefinition.Searched(winner, false));

    for (Path path :
        List.of(
            run,
            run.resolve("best-architecture.json"),
            model,
            model.resolve("model.json"),
            Path.of(run.resolve("journal.jsonl") + ":" + winner.fingerprint()))) {
      assertThat(ArchitectureArgument.of(path.toString()).architecture())
          .as("%s", path)
          .isEqualTo(winner);
    }
    for (Path path : List.of(candidate(), candidate().resolve("weights.safetensors"))) {
      assertThat(ArchitectureArgument.of(path.toString()).architecture())
          .as("%s", path)
          .isEqualTo(second);
    }
  }

  @Test
  void trainCompareAndScoreNameThemShortly() throws Exception {
    String journal = run.resolve("journal.jsonl") + ":" + second.fingerprint();

    assertThat(
            NetworkArguments.all(
                List.of("fm", run.toString(), candidate().toString(), journal),
                PapersQuickstart.read(List.of())))
        .extracting(NamedNetwork::name)
        .containsExactly("fm", "my run", "02-" + second.fingerprint(), second.fingerprint());
    assertThat(ArchitectureArgument.of(candidate().toString()).named())
        .isEqualTo(NamedArchitecture.of(second));
    assertThat(ArchitectureArgument.of("nasrec:kdd12-small").named().name())
        .isEqualTo("nasrec:kdd12-small");
  }

  @Test
  void whatIsNotFoundIsNamed() throws Exception {
    Path journal = run.resolve("journal.jsonl");
    Path deepfm =
        describe(
            "deepfm",
            new NetworkDefinition.HandCrafted(
                Baseline.DEEPFM,
                new BaselineShapes(List.of(4), List.of(4), List.of(4), List.of(4), 1, 1, 4, 1)));

    assertRefused(
        run.resolve("candidates").resolve("01-00000000000000ab").toString(),
        journal + ": no line holds the network 00000000000000ab");
    assertRefused(
        journal.toString(),
        "%s: holds 2 architectures; name one of them, as in %s:%s"
            .formatted(journal, journal, winner.fingerprint()));
    assertRefused(
        deepfm.toString(),
        deepfm + ": is a trained deepfm, which is no network of the search space");
    assertRefused(" ", "'': a network name must not be empty");
    Files.delete(journal);
    assertRefused(candidate().toString(), journal + ": no such file");
  }

  @Test
  void aNetworkIsDescribedOnTheDataOfItsRun() throws Exception {
    Path shop = ShopRows.write(directory.resolve("shop.csv"), 2000);
    Path yaml = directory.resolve("shop.yaml");
    assertThat(shell.run("inspect", shop, "--out", yaml)).as(shell.err()).isZero();
    assertThat(shell.run("prepare", yaml, "--out", run.resolve("data"))).as(shell.err()).isZero();

    JsonNode winners = described(run.toString());
    assertThat(winners.get("fingerprint").asText()).isEqualTo(winner.fingerprint());
    assertThat(winners.get("input").toString())
        .isEqualTo("{\"denseFeatures\":3,\"sparseFields\":5,\"embeddingDim\":8}");
    assertThat(described(run.resolve("best-architecture.json").toString())).isEqualTo(winners);
    JsonNode candidates = described(candidate().toString());
    assertThat(candidates.get("fingerprint").asText()).isEqualTo(second.fingerprint());
    assertThat(candidates.get("input")).isEqualTo(winners.get("input"));
    assertThat(shell.err()).isEmpty();
    assertThat(described(run.toString(), "--dataset", "avazu").at("/input/sparseFields").asInt())
        .isEqualTo(23);

    // A run whose data were prepared elsewhere, and are there no longer.
    Files.writeString(
        run.resolve("experiment.yaml"), experiment(List.of("data.prepared=" + directory)));
    assertThat(described(run.toString()).at("/input/sparseFields").asInt()).isEqualTo(26);
    assertThat(shell.err()).startsWith("assumed: the input of criteo, 13 dense features and 26");
  }

  private static String experiment(List<String> overrides) {
    List<String> all = new ArrayList<>(List.of("space.embeddingDim=8"));
    all.addAll(overrides);
    String yaml = ExperimentWriter.yaml(PapersQuickstart.read(all));
    return yaml + "# checksum: " + Checksum.of(yaml) + "\n";
  }

  private JsonNode described(String architecture, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("describe", architecture, "--json"));
    arguments.addAll(List.of(more));
    assertThat(shell.run(arguments)).as(shell.err()).isZero();
    return new ObjectMapper().readTree(shell.out());
  }

  private Path describe(String name, NetworkDefinition network) throws Exception {
    Path model = Files.createDirectories(run.resolve(name));
    Files.writeString(model.resolve("weights.safetensors"), "weights");
    Manifest.Part part =
        new Manifest.Part(9, 3, "", "crc32c:00000000", null, List.of(0), List.of(0));
    ModelData data =
        new ModelData(
            "digest",
            "rows",
            "Label",
            RawFormat.named("criteo"),
            List.of(),
            List.of(new CategoricalColumn("C1", new CategoricalEncoding.Buckets(7))),
            part,
            part,
            part);
    ModelDirectory.describe(
        model,
        new SavedModel(
            network,
            new InputShape(3, 1, 8),
            List.of(9),
            9,
            data,
            new Metrics(0.5, 0.6, 0.9, 1),
            new TrialProvenance(SampleReport.PROVENANCE, network.label(), "1", Optional.empty())),
        directory);
    return model;
  }

  private Path candidate() {
    return run.resolve("candidates").resolve("02-" + second.fingerprint());
  }

  private static Architecture sample(int index) {
    return new ArchitectureSampler(SearchSpace.small(2))
        .sample(RandomStreams.stream(7, "argument", index));
  }

  private static void assertRefused(String given, String message) {
    assertThatThrownBy(() -> ArchitectureArgument.of(given))
        .isInstanceOf(InvalidArchitectureException.class)
        .hasMessage(message);
  }
}
