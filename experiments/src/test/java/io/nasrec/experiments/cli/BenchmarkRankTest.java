package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nasrec.experiments.render.Xml;
import io.nasrec.experiments.workflow.TinyExperiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rankings of six networks that were trained twice on a few synthetic rows. */
class BenchmarkRankTest {
  private static final List<String> TINY =
      Stream.concat(
              TinyExperiment.arguments().stream(),
              Stream.of("--set=data.format.rows=1000", "--set=retrain.batchSize=128"))
          .toList();

  private final Shell shell = new Shell();
  @TempDir private Path directory;
  private Path built;

  @BeforeEach
  void build() {
    built = directory.resolve("built");
    List<String> build = new ArrayList<>(List.of("benchmark", "build"));
    build.addAll(TINY);
    build.addAll(List.of("--random=6", "--trainings=2", "--out=" + built));
    assertThat(shell.run(build)).as(shell.err()).isZero();
  }

  @Test
  void withoutProxiesTheTwoFilesAreEnough() throws Exception {
    Path published = published("published");
    assertThat(shell.run("benchmark", "rank", published)).as(shell.err()).isZero();

    assertThat(shell.out())
        .contains("6 networks of nasrec-small", "truth: mean validation log loss")
        .containsPattern("ranking +from +against +Kendall's τ +ceiling +Spearman's ρ")
        .containsPattern("random +1,000 orders +all 2 +[+−]0\\.0")
        .containsPattern("validation, 1\\.0 epochs +training 1 +training 2 ")
        .contains("+parameters", "−parameters", "+MACs")
        .contains("rankings: " + published.resolve("rank.html"));
    Map<String, String[]> rows = rows(published.resolve("rank.csv"));
    double more = Double.parseDouble(rows.get("'+parameters")[4]);
    assertThat(Double.parseDouble(rows.get("−parameters")[4])).isCloseTo(-more, within(1e-12));
    assertThat(more).isCloseTo(tau(losses("validation"), sizes(), -1), within(1e-12));
    String page = Files.readString(published.resolve("rank.html"));
    Xml.parse(page);
    assertThat(page)
        .contains("progressive loss, 0.57 epochs (training 1)")
        .doesNotContain("http://www.w3.org/1999/xlink");

    assertThat(shell.run("benchmark", "rank", published, "--truth=test")).as(shell.err()).isZero();
    assertThat(Double.parseDouble(rows(published.resolve("rank-test.csv")).get("'+parameters")[4]))
        .isCloseTo(tau(losses("test"), sizes(), -1), within(1e-12));
  }

  /** Scores by the other command that computes them, and τ by its definition. */
  @Test
  void proxiesAtEveryLevelAreMeasuredAndKept() throws Exception {
    assertThat(rank("--proxies=zico,loss,naswot", "--sums=zico+naswot", "--warm-up=0,50%"))
        .as(shell.err())
        .isZero();
    for (String level : List.of("0", "50%")) {
      Path scores = directory.resolve("scores" + level.charAt(0) + ".csv");
      List<String> score = new ArrayList<>(List.of("score"));
      score.addAll(TINY);
      score.addAll(
          List.of(
              "--set=warmUp.sample=" + level,
              "--architectures=" + built.resolve("benchmark.jsonl"),
              "--proxies=zico,loss,naswot",
              "--run-dir=" + directory.resolve("run" + level.charAt(0)),
              "--out=" + scores));
      assertThat(shell.run(score)).as(shell.err()).isZero();
      for (String proxy : List.of("zico", "loss", "naswot")) {
        Map<String, Double> values = new HashMap<>();
        for (String line : Files.readAllLines(scores)) {
          String[] cells = line.split(",", -1);
          if (cells[1].equals(proxy)) {
            values.put(cells[0], Double.parseDouble(cells[2]));
          }
        }
        double tau = Double.parseDouble(row(proxy, "warm-up " + level)[4]);
        assertThat(tau)
            .as(proxy + level)
            .isCloseTo(tau(losses("validation"), values, -1), within(1e-12));
      }
      assertThat(row("zico+naswot", "warm-up " + level)[3]).isEqualTo("6");
    }

    // What was computed assists a strategy.
    assertThat(
            shell.run(
                "benchmark",
                "simulate",
                built,
                "--strategies=rs,proxy-first:zico@0,g-rs:zico+naswot@50%",
                "--repetitions=10",
                "--trainings=6"))
        .as(shell.err())
        .isZero();
    assertThat(Files.readAllLines(built.resolve("simulation.csv"))).hasSize(1 + 3 * 6);
    assertThat(shell.run("benchmark", "simulate", built, "--strategies=proxy-first:zico"))
        .isEqualTo(2);
    assertThat(shell.err()).contains("there are several: zico@0, zico@50%");

    // Nothing is scored again, and what is missing is scored as before.
    Path kept = built.resolve("rankings/warm-up-50%/scores.jsonl");
    List<String> lines = Files.readAllLines(kept);
    assertThat(lines).hasSize(6);
    String table = Files.readString(built.resolve("rank.csv"));
    assertThat(rank("--proxies=zico,loss,naswot", "--sums=zico+naswot", "--warm-up=0,50%"))
        .isZero();
    assertThat(Files.readAllLines(kept)).isEqualTo(lines);
    Files.write(kept, lines.subList(0, 2));
    assertThat(rank("--proxies=zico,loss,naswot", "--sums=zico+naswot", "--warm-up=0,50%"))
        .isZero();
    assertThat(Files.readString(built.resolve("rank.csv"))).isEqualTo(table);
    assertThat(rank("--proxies=flops,zico", "--warm-up=50%")).isZero();
    assertThat(Files.readAllLines(kept)).hasSize(12);

    // Other scoring batches are other scores.
    assertThat(rank("--proxies=zico", "--warm-up=50%", "--set=search.batches=3")).isZero();
    assertThat(Files.readAllLines(kept)).hasSize(18);

    lines = Files.readAllLines(kept);
    Files.write(kept, List.of(lines.get(0), lines.get(1).replaceFirst("\\d", "x")));
    assertThat(rank("--proxies=zico", "--warm-up=50%")).isEqualTo(2);
    assertThat(shell.err()).contains(kept.toString(), "(line 2)", "delete it and resume");
  }

  @Test
  void aPublishedBenchmarkFindsItsRowsAgainAndOnlyThose() throws Exception {
    assertThat(rank("--proxies=zico,synflow")).as(shell.err()).isZero();
    Path published = published("published");
    assertThat(shell.run("benchmark", "rank", published, "--proxies=zico,synflow"))
        .as(shell.err())
        .isZero();
    assertThat(published.resolve("rank.csv")).hasSameTextualContentAs(built.resolve("rank.csv"));
    assertThat(
            shell.run(
                "benchmark",
                "rank",
                published("other"),
                "--proxies=zico",
                "--set=data.format.rows=2000"))
        .isEqualTo(2);
    assertThat(shell.err())
        .contains(
            "the networks of the benchmark in "
                + directory.resolve("other")
                + " learned another data set (digest ",
            "name the same rows, prepared in the same way, with --set data.raw=FILE");
  }

  @Test
  void mistakesAreTold() {
    assertThat(shell.run("benchmark", "rank", directory)).isEqualTo(2);
    assertThat(shell.err()).contains(directory + ": holds no benchmark (no benchmark.json)");
    assertThat(rank("--proxies=zic")).isEqualTo(2);
    assertThat(shell.err()).contains("unknown proxy 'zic'; known proxies: sigeo,");
    assertThat(rank("--proxies=zico", "--sums=zico+naswot")).isEqualTo(2);
    assertThat(shell.err()).contains("--sums: 'naswot' is not among the proxies: zico");
    assertThat(rank("--sums=zico+naswot")).isEqualTo(2);
    assertThat(shell.err()).contains("--sums is about proxies; name some with --proxies");
    assertThat(rank("--proxies=zico", "--warm-up=0,200%")).isEqualTo(2);
    assertThat(shell.err()).contains("warmUp.sample", "200%");
    assertThat(rank("--truth=train")).isEqualTo(2);
  }

  private int rank(String... more) {
    List<String> arguments = new ArrayList<>(List.of("benchmark", "rank", built.toString()));
    arguments.addAll(List.of(more));
    return shell.run(arguments);
  }

  /** The two files alone, elsewhere. */
  private Path published(String name) throws IOException {
    Path published = Files.createDirectory(directory.resolve(name));
    for (String file : List.of("benchmark.json", "benchmark.jsonl")) {
      Files.copy(built.resolve(file), published.resolve(file));
    }
    return published;
  }

  private String[] row(String ranking, String source) throws IOException {
    return Files.readAllLines(built.resolve("rank.csv")).stream()
        .map(line -> line.split(",", -1))
        .filter(cells -> cells[0].equals(ranking) && cells[1].equals(source))
        .findFirst()
        .orElseThrow();
  }

  /** The lines by the ranking's name, in which commas are dropped. */
  private static Map<String, String[]> rows(Path csv) throws IOException {
    Map<String, String[]> rows = new HashMap<>();
    for (String line : Files.readAllLines(csv)) {
      String[] cells = line.replaceAll("\"([^,\"]*),([^,\"]*)\"", "$1$2").split(",", -1);
      rows.put(cells[0], cells);
    }
    return rows;
  }

  /** Mean final log loss of both trainings. */
  private Map<String, Double> losses(String split) throws IOException {
    Map<String, Double> losses = new HashMap<>();
    for (JsonNode network : networks()) {
      double sum = 0;
      for (JsonNode training : network.at("/trainings")) {
        sum +=
            training
                .at(split.equals("test") ? "/test/metrics/logLoss" : "/best/validation/logLoss")
                .asDouble();
      }
      losses.put(network.at("/name").asText(), sum / 2);
    }
    return losses;
  }

  private Map<String, Double> sizes() throws IOException {
    Map<String, Double> sizes = new HashMap<>();
    for (JsonNode network : networks()) {
      sizes.put(network.at("/name").asText(), network.at("/costs/parameters").asDouble());
    }
    return sizes;
  }

  private List<JsonNode> networks() throws IOException {
    List<JsonNode> networks = new ArrayList<>();
    for (String line : Files.readAllLines(built.resolve("benchmark.jsonl"))) {
      networks.add(new ObjectMapper().readTree(line));
    }
    return networks;
  }

  /** Kendall's τ-b of all pairs, of which neither figure has ties here. */
  private static double tau(Map<String, Double> one, Map<String, Double> other, int sign) {
    List<String> names = List.copyOf(one.keySet());
    double surplus = 0;
    int pairs = 0;
    for (int i = 0; i < names.size(); i++) {
      for (int j = 0; j < i; j++) {
        surplus +=
            sign
                * Math.signum(one.get(names.get(i)) - one.get(names.get(j)))
                * Math.signum(other.get(names.get(i)) - other.get(names.get(j)));
        pairs++;
      }
    }
    return surplus / pairs;
  }
}
