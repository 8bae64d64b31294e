package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nasrec.experiments.workflow.TinyExperiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks of a few networks on a few synthetic rows. */
class BenchmarkBuildTest {
  private static final List<String> TINY =
      Stream.concat(
              TinyExperiment.arguments().stream(),
              Stream.of("--set=data.format.rows=1000", "--set=retrain.batchSize=128"))
          .toList();

  private final Shell shell = new Shell();
  @TempDir private Path directory;

  /** Random networks of this space have up to ten times as many. */
  @Test
  void randomNetworksKeepTheConstraints() throws Exception {
    Path free = directory.resolve("free");
    build(free, "--random=4", "--trainings=1");
    long median =
        lines(free).stream().mapToLong(one -> one.at("/costs/macs").asLong()).sorted().toArray()[1];

    Path limited = directory.resolve("limited");
    build(limited, "--random=4", "--trainings=1", "--set", "constraints.macs=" + median);

    assertThat(lines(limited))
        .hasSize(4)
        .allMatch(network -> network.at("/costs/macs").asLong() <= median);
    assertThat(lines(limited)).isNotEqualTo(lines(free));
  }

  @Test
  void everyNetworkHasAllItsNumbersWhateverTheWorkersAndNothingElseIsKept() throws Exception {
    Path out = directory.resolve("whole");
    build(out, "--random=3", "--trainings=2", "--set", "engine.workers=2");

    assertThat(shell.out())
        .contains("3 networks of nasrec-small with 2 blocks, 2 trainings each of up to 1 epoch")
        .containsPattern(
            "validation log loss: best \\d\\.\\d{4}, median \\d\\.\\d{4}, worst \\d\\.\\d{4}")
        .contains("benchmark: " + out.resolve("benchmark.jsonl"));
    JsonNode header = json(out.resolve("benchmark.json"));
    assertThat(header.at("/data/train").asInt()).isEqualTo(798);
    // 798 rows in steps of 128.
    assertThat(header.at("/budget/stepsPerEpoch").asInt()).isEqualTo(7);
    assertThat(header.at("/experiment/retrain/batchSize").asInt()).isEqualTo(128);
    assertThat(header.at("/experiment/engine").has("workers")).isFalse();
    List<JsonNode> networks = lines(out);
    assertThat(networks).hasSize(3);
    for (JsonNode network : networks) {
      assertThat(network.at("/architecture/num_blocks").asInt()).isEqualTo(2);
      assertThat(network.at("/fingerprint").asText()).isEqualTo(network.at("/name").asText());
      assertThat(network.at("/costs/macs").asLong()).isPositive();
      assertThat(network.at("/trainings")).hasSize(2);
      for (JsonNode training : network.at("/trainings")) {
        // A tenth of 7 steps is a step.
        assertThat(training.at("/progressive")).hasSize(7);
        assertThat(training.at("/curve")).hasSize(header.at("/budget/evaluationsPerEpoch").asInt());
        double best =
            StreamSupport.stream(training.at("/curve").spliterator(), false)
                .mapToDouble(point -> point.at("/validation/logLoss").asDouble())
                .min()
                .orElseThrow();
        assertThat(training.at("/best/validation/logLoss").asDouble()).isEqualTo(best);
        assertThat(training.at("/test/metrics/logLoss").asDouble()).isBetween(0.2, 2.0);
        assertThat(training.at("/test/metrics/auc").asDouble()).isBetween(0.3, 1.0);
      }
      assertThat(network.at("/trainings/0/seed")).isNotEqualTo(network.at("/trainings/1/seed"));
    }
    assertThat(Files.readString(out.resolve("benchmark.json")))
        .doesNotContain(directory.toString());
    assertThat(files(out.resolve("trainings")))
        .hasSize(6)
        .allMatch(f -> f.endsWith("numbers.json"));

    Path alone = directory.resolve("alone");
    build(alone, "--random=3", "--trainings=2", "--set", "engine.workers=1");
    assertThat(lines(alone)).isEqualTo(networks);
    assertThat(alone.resolve("benchmark.json"))
        .hasSameTextualContentAs(out.resolve("benchmark.json"));
  }

  /** The numbers are those of 'train', so that a benchmark says what a search would get. */
  @Test
  void aTrainingIsTheOneThatTrainMakes() throws Exception {
    Path out = directory.resolve("one");
    build(out, "--random=1", "--trainings=2");
    JsonNode network = lines(out).get(0);
    String name = network.at("/name").asText();
    Path trained = directory.resolve("trained");
    List<String> train = new ArrayList<>(List.of("train"));
    train.addAll(TINY);
    train.addAll(
        List.of(
            "--architecture=" + out.resolve("benchmark.jsonl"),
            "--seeds=2",
            "--test",
            "--out=" + trained));
    assertThat(shell.run(train)).as(shell.err()).isZero();

    Path second =
        files(trained).stream()
            .filter(f -> f.endsWith("training-2/result.json"))
            .findFirst()
            .orElseThrow();
    assertThat(json(second).at("/best")).as(name).isEqualTo(network.at("/trainings/1/best"));
    assertThat(json(second.resolveSibling("test.json")).at("/metrics"))
        .isEqualTo(network.at("/trainings/1/test/metrics"));
  }

  @Test
  void anInterruptedBuildIsResumedByItsDirectoryAloneAndCanGrow() throws Exception {
    Path whole = directory.resolve("whole");
    build(whole, "--random=3", "--trainings=2", "--baselines", "--set", "baseline.networks=[fm]");
    List<JsonNode> expected = lines(whole);
    assertThat(expected).hasSize(4);
    assertThat(shell.out()).containsPattern("fm: validation \\d\\.\\d{4}, test \\d\\.\\d{4}");

    // As if it had been stopped in the second network.
    String third = expected.get(2).at("/name").asText();
    String second = expected.get(1).at("/name").asText();
    for (Path file : files(whole.resolve("trainings"))) {
      if (file.toString().contains(third)
          || file.toString().contains(second + "/training-2")
          || file.toString().contains("fm")) {
        Files.delete(file);
      }
    }
    List<String> text = Files.readAllLines(whole.resolve("benchmark.jsonl"));
    Files.write(whole.resolve("benchmark.jsonl"), text.subList(0, 1));
    assertThat(shell.run("benchmark", "build", "--out", whole)).as(shell.err()).isZero();
    assertThat(lines(whole)).isEqualTo(expected);

    // More networks and more trainings train only those.
    Path first = whole.resolve("trainings").resolve(second).resolve("training-1/numbers.json");
    byte[] before = Files.readAllBytes(first);
    build(whole, "--random=4", "--trainings=3", "--baselines", "--set", "baseline.networks=[fm]");
    List<JsonNode> grown = lines(whole);
    assertThat(grown).hasSize(5);
    assertThat(grown.get(1).at("/trainings/1")).isEqualTo(expected.get(1).at("/trainings/1"));
    assertThat(grown.get(1).at("/trainings")).hasSize(3);
    assertThat(first).hasBinaryContent(before);
  }

  @Test
  void otherSettingsAndFewerNetworksAreRefusedByName() throws Exception {
    Path out = directory.resolve("one");
    build(out, "--random=2", "--trainings=1");

    assertThat(run(out, "--random=2", "--trainings=1", "--set", "retrain.learningRate=0.1"))
        .isEqualTo(2);
    assertThat(shell.err())
        .contains(
            out
                + ": the run was started with retrain.learningRate: 0.05, now retrain.learningRate: 0.1");
    assertThat(run(out, "--random=1", "--trainings=1")).isEqualTo(2);
    assertThat(shell.err())
        .contains(
            out
                + ": the benchmark there has a network that this command does not name ("
                + lines(out).get(1).at("/name").asText()
                + "); name them, too, or another directory");
  }

  @Test
  void mistakesAreTold() throws Exception {
    Path out = directory.resolve("none");
    assertThat(run(out, "--trainings=1")).isEqualTo(2);
    assertThat(shell.err())
        .contains("nothing to train: name networks with --random, --architectures");
    assertThat(run(out, "--random=2", "--trainings=0")).isEqualTo(2);
    assertThat(shell.err()).contains("--trainings must be 1 to 10, but was 0");
    assertThat(run(out, "--names=nasrec:criteo-small")).isEqualTo(2);
    assertThat(shell.err())
        .contains(
            "must be of nasrec-small with 2 blocks (space.name, space.blocks), but is of nasrec-small with 7");
    assertThat(shell.run("benchmark", "build", "--out", directory.resolve("no"))).isEqualTo(2);
    assertThat(shell.run("benchmark")).isEqualTo(2);
    assertThat(shell.err()).contains("a command is missing: build");
  }

  /** A published network, whose training at such a rate diverges. */
  @Test
  void whatDivergesIsKeptWithItsCause() throws Exception {
    Path out = directory.resolve("diverged");
    assertThat(
            run(
                out,
                "--names=nasrec:avazu-small",
                "--trainings=1",
                "--set=retrain.learningRate=100",
                "--set=space.layerNorm=false",
                "--set=space.blocks=7",
                "--set=training.clipNorm=1000"))
        .isEqualTo(2);
    assertThat(shell.err())
        .contains("retrain.learningRate: every training diverged; lower it (now 100.0)");
    assertThat(shell.out())
        .contains("1 training diverged; 1 network left without a quality")
        .contains("validation: no network was trained");
    JsonNode training = lines(out).get(0).at("/trainings/0");
    assertThat(training.at("/diverged").asText()).isNotEmpty();
    assertThat(training.at("/best").isNull()).isTrue();
    assertThat(training.at("/test").isNull()).isTrue();
    assertThat(lines(out).get(0).at("/name").asText()).matches("[0-9a-f]{16}");
  }

  private void build(Path out, String... more) {
    assertThat(run(out, more)).as(shell.err()).isZero();
  }

  private int run(Path out, String... more) {
    List<String> arguments = new ArrayList<>(List.of("benchmark", "build"));
    arguments.addAll(TINY);
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--out", out.toString()));
    return shell.run(arguments);
  }

  /** The lines without what differs between two runs. */
  private static List<JsonNode> lines(Path out) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve("benchmark.jsonl"))) {
      lines.add(
          new ObjectMapper()
              .readTree(
                  line.replaceAll("\"seconds\":[0-9.E-]+", "\"seconds\":0")
                      .replaceAll(",\"checksum\":\"[^\"]+\"", "")));
    }
    return lines;
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
