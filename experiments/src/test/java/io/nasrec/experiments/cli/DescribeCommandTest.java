package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.RandomStreams;
import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.InterchangeFile;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.Costs;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescribeCommandTest {
  private static final String EXPECTED =
      "; expected an architecture in the interchange format, such as a run's"
          + " best-architecture.json";
  private static final String NAMES =
      "nasrec:criteo-small, nasrec:criteo-full, nasrec:avazu-small, nasrec:avazu-full,"
          + " nasrec:kdd12-small, nasrec:kdd12-full";

  private final Shell shell = new Shell();
  @TempDir private Path directory;
  private Architecture architecture;
  private Path file;

  @BeforeEach
  void write() throws Exception {
    architecture =
        new ArchitectureSampler(SearchSpace.small(7)).sample(RandomStreams.stream(3, "describe"));
    file = directory.resolve("architecture.json");
    Files.writeString(file, InterchangeFile.of(architecture, true).text());
  }

  @Test
  void theTableNamesTheNetworkAndEveryBlock() {
    assertThat(shell.run("describe", file)).isZero();
    assertThat(shell.out())
        .startsWith("nasrec-small, 7 blocks, network " + architecture.fingerprint())
        .contains("13 dense features, 26 fields, embedding rows of 16; layer normalisation on")
        .containsPattern("\\R7 +(fc|dot-product) ")
        .containsPattern("total +as encoded ");
  }

  @ParameterizedTest
  @CsvSource({"criteo, 13, 26", "avazu, 1, 23", "kdd12, 3, 10", "KDD12, 3, 10"})
  void jsonCountsOnTheDataSetsShape(String name, int dense, int fields) throws Exception {
    JsonNode json = json("--dataset", name);

    Costs costs =
        Costs.of(
            architecture,
            new NetworkBuilder(architecture.space(), new InputShape(dense, fields, 16), true));
    assertThat(json.get("fingerprint").asText()).isEqualTo(architecture.fingerprint());
    assertThat(json.get("parameters").asLong()).isEqualTo(costs.parameters());
    assertThat(json.get("macs").asLong()).isEqualTo(costs.macs());
    assertThat(json.get("liveParameters").asLong()).isEqualTo(costs.liveParameters());
    assertThat(json.get("liveMacs").asLong()).isEqualTo(costs.liveMacs());
  }

  @Test
  void layerNormIsTheFilesUnlessAnExperimentOrAnOptionSaysOtherwise() throws Exception {
    assertThat(json().get("layerNorm").asBoolean()).isTrue();
    assertThat(json("--no-layer-norm").get("layerNorm").asBoolean()).isFalse();
    assertThat(json("--set", "space.layerNorm=false").get("layerNorm").asBoolean()).isFalse();
    assertThat(json("--layer-norm", "--set", "space.layerNorm=false").get("layerNorm").asBoolean())
        .isTrue();
    Files.writeString(file, InterchangeFile.of(architecture, false).text());
    assertThat(json().get("layerNorm").asBoolean()).isFalse();
    assertThat(json("--layer-norm").get("layerNorm").asBoolean()).isTrue();
    assertThat(json("configs/criteo.yaml", "--set", "data.raw=x").get("layerNorm").asBoolean())
        .isTrue();
  }

  @Test
  void anExperimentGivesTheWidthOfEmbeddingRowsAndItsPreparedDataTheShape() throws Exception {
    Path prepared = directory.resolve("prepared");
    shell.run("prepare", "--set", "data.format.rows=1000", "--out", prepared);
    assertThat(json("--set", "space.embeddingDim=32", "--dataset", "avazu").get("input").toString())
        .isEqualTo("{\"denseFeatures\":1,\"sparseFields\":23,\"embeddingDim\":32}");

    ObjectNode manifest = CheckedJson.read(prepared.resolve("manifest.json"));
    assertThat(json("--set", "data.prepared=" + prepared).at("/input/sparseFields").asInt())
        .isEqualTo(26);
    ((ArrayNode) manifest.get("denseNames")).add("I14");
    CheckedJson.write(prepared.resolve("manifest.json"), manifest);
    assertThat(json("--set", "data.prepared=" + prepared).at("/input/denseFeatures").asInt())
        .isEqualTo(14);
    assertThat(shell.run("describe", file, "--set", "data.prepared=" + directory)).isEqualTo(2);
    assertThat(shell.err()).contains("is not a prepared data set: it has no manifest.json");
  }

  @Test
  void anInputThatIsAssumedIsNamed() {
    assertThat(shell.run("describe", file)).isZero();
    assertThat(shell.err().strip())
        .isEqualTo(
            "assumed: the input of criteo, 13 dense features and 26 fields; for another one add"
                + " --dataset NAME or --set data.prepared=DIR");
    assertThat(shell.run("describe", "nasrec:avazu-small", "--json")).isZero();
    assertThat(shell.err())
        .startsWith(
            "assumed: the input of avazu, for which the network was published, 1 dense feature and"
                + " 23 fields;");
    assertThat(shell.run("describe", file, "--dataset", "kdd12")).isZero();
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void theDrawingIsWrittenAsAFile() throws Exception {
    Path svg = directory.resolve("drawing.svg");

    assertThat(shell.run("describe", file, "--svg", svg)).isZero();
    assertThat(Files.readString(svg)).contains("<svg ").contains("</svg>");
    assertThat(shell.run("describe", file, "--svg", directory.resolve("no/where.svg")))
        .isEqualTo(2);
    assertThat(shell.err())
        .startsWith("--svg " + directory.resolve("no/where.svg") + ": no such directory: ");
  }

  @Test
  void whatIsNoArchitectureIsNamedWithWhatWasExpected() throws Exception {
    Path absent = directory.resolve("absent.json");
    assertRefused(
        absent,
        absent
            + ": no such file; expected a published network,"
            + " nasrec:{criteo,avazu,kdd12}-{small,full}; a hand-crafted one as nasrec-plus encodes it,"
            + " crafted:{mlp,dcn-v2,dcn-v2-stacked,deepfm,xdeepfm,autoint,dlrm}; a file in the"
            + " interchange format; a model directory;"
            + " the directory of a search's run, for its winner; one that it retrained,"
            + " RUN/candidates/FINGERPRINT; or one that it scored,"
            + " RUN/journal.jsonl:FINGERPRINT (or any other FILE.jsonl)");
    assertRefused(
        directory, directory + ": no search has finished there (no best-architecture.json)");
    Files.writeString(file, "{\"micro\": [");
    assertRefused(
        file,
        file
            + ": not JSON: line 1: Unexpected end-of-input: expected close marker for Array"
            + EXPECTED);
    Files.write(file, new byte[] {'{', (byte) 0xff});
    assertRefused(file, file + ": not UTF-8 text" + EXPECTED);
    Files.writeString(file, "{}");
    assertRefused(file, file + ": the key num_blocks is missing");
    Files.writeString(
        file, InterchangeFile.of(architecture, true).text().replace("autoctr", "other"));
    assertRefused(
        file,
        file + ": config must be \"autoctr\" or \"xlarge\" or \"nasrec-plus\", but was \"other\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"describe", "bench"})
  void anUnknownNetworkGetsTheNearestNameAndAllOfThem(String command) {
    assertThat(shell.run(command, "nasrec:criteo-smal")).isEqualTo(2);
    assertThat(shell.err().strip())
        .isEqualTo(
            "nasrec:criteo-smal: unknown published network; known networks: "
                + NAMES
                + "; did you mean nasrec:criteo-small?");
    assertThat(shell.run(command, "nasrec:movielens")).isEqualTo(2);
    assertThat(shell.err().strip())
        .isEqualTo("nasrec:movielens: unknown published network; known networks: " + NAMES);
  }

  /** As encoded and live, of the reference's counts ({@code architectures.json}). */
  @ParameterizedTest
  @CsvSource({
    "nasrec:criteo-small, 1784165, 1747477, 13",
    "nasrec:criteo-full, 2222323, 752131, 13",
    "nasrec:avazu-small, 2844977, 2746417, 1",
    "nasrec:avazu-full, 3187494, 1480896, 1",
    "nasrec:kdd12-small, 2612267, 2603947, 3",
    "nasrec:kdd12-full, 442765, 406877, 3"
  })
  void aPublishedNetworkIsNamedAndCountedOnItsOwnDataSet(
      String name, long parameters, long liveParameters, int dense) throws Exception {
    assertThat(shell.run("describe", name, "--json")).as(shell.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(shell.out());

    assertThat(json.get("parameters").asLong()).isEqualTo(parameters);
    assertThat(json.get("liveParameters").asLong()).isEqualTo(liveParameters);
    assertThat(json.at("/input/denseFeatures").asInt()).isEqualTo(dense);
    assertThat(shell.run("describe", name, "--dataset", "criteo")).isZero();
    assertThat(shell.out()).contains("13 dense features, 26 fields");
  }

  @Test
  void onlyVerboseShowsTheTrace() throws Exception {
    Files.writeString(file, "[]");

    shell.run("describe", file, "--verbose");
    assertThat(shell.err())
        .startsWith(file + ": expected a JSON object")
        .contains("\tat io.nasrec");
  }

  /** Without an experiment in seven blocks; X is 26 · 16 + 13. */
  @Test
  void handCraftedNetworks() {
    assertThat(shell.run("describe", "crafted:dcn-v2")).isZero();
    assertThat(shell.out())
        .startsWith("nasrec-plus, 7 blocks, network ")
        .containsPattern("1 +cross +0 +429 , 429 → 429 +184,470 ")
        .containsPattern("7 +cross +2 +429 , 429 → 429 +184,470 ")
        .containsPattern("3 +flat-fc +0 \\| 0 +13 , 26×16 → 256 ");
    assertThat(
            shell.run(
                "describe",
                "crafted:dcn-v2",
                "--set",
                "space.name=nasrec-full",
                "--set",
                "search.crafted=0"))
        .isEqualTo(2);
    assertThat(shell.err()).contains("add --set space.name=nasrec-plus");
    assertThat(
            shell.run(
                "describe",
                "crafted:deepfm",
                "--set",
                "space.name=nasrec-plus",
                "--svg",
                directory.resolve("deepfm.svg")))
        .isZero();
    assertThat(directory.resolve("deepfm.svg")).content().contains("CIN").contains("Flat FC");
  }

  @Test
  void mistakesInTheCommandLineSayWhatThereIs() {
    assertThat(shell.run("describe")).isEqualTo(2);
    assertThat(shell.err()).startsWith("Missing required parameter: 'ARCHITECTURE'");
    assertThat(shell.run("describe", file, "--dataset", "netflix")).isEqualTo(2);
    assertThat(shell.err())
        .startsWith(
            "Invalid value for option '--dataset': expected one of [CRITEO, AVAZU, KDD12]"
                + " (case-insensitive) but was 'netflix'");
    assertThat(shell.run("describe", file, "--set", "space.layerNrm=true")).isEqualTo(2);
    assertThat(shell.err()).contains("space.layerNrm: unknown key; did you mean");
  }

  private void assertRefused(Path architecture, String message) {
    assertThat(shell.run("describe", architecture)).isEqualTo(2);
    assertThat(shell.err().strip()).isEqualTo(message);
    assertThat(shell.out()).isEmpty();
  }

  private JsonNode json(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("describe", file.toString(), "--json"));
    all.addAll(Arrays.asList(arguments));
    assertThat(shell.run(all)).as(shell.err()).isZero();
    return new ObjectMapper().readTree(shell.out());
  }
}
