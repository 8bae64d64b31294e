package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.commons.RandomStreams;
import io.nasrec.experiments.workflow.TinyExperiment;
import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.InterchangeFile;
import io.nasrec.space.SearchSpace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCommandTest {
  /** All but one-shot, which takes 500 steps. */
  private static final List<String> QUICK =
      new ScoreCommand.Names().stream().filter(name -> !name.equals("one-shot")).toList();

  private static final Set<String> COMPARE_ROWS = Set.of("naswot", "jacov", "epe-nas", "meco");

  private final Shell shell = new Shell();
  @TempDir private Path directory;

  @Test
  void oneLinePerArchitectureAndProxyWhateverTheNumberOfWorkers() throws Exception {
    Path alone = directory.resolve("alone.csv");
    Path together = directory.resolve("together.csv");

    assertThat(
            score(
                alone,
                "--random=4",
                "--seed=5",
                "--proxies=sigeo-rank,zico,fisher-rao,loss,random",
                "--set",
                "engine.workers=1"))
        .as(shell.err())
        .isZero();
    assertThat(shell.out()).contains("rank correlations", "sigeo-rank", "4/4");
    // The same supernet, found again, and another search key.
    assertThat(
            score(
                together,
                "--random=4",
                "--seed=5",
                "--proxies=sigeo-rank,zico,fisher-rao,loss,random",
                "--set",
                "engine.workers=2",
                "--set",
                "search.population=9"))
        .as(shell.err())
        .isZero();

    List<String[]> rows = rows(alone);
    assertThat(rows).hasSize(20);
    assertThat(rows.stream().map(row -> row[0]).distinct()).hasSize(4);
    assertThat(rows).allSatisfy(row -> assertThat(row[4]).isEqualTo("scored"));
    assertThat(values(together)).isEqualTo(values(alone));
    assertThat(Files.readAllLines(directory.resolve("alone-correlations.csv"))).hasSize(1 + 10);
    // The directory alone repeats the last scoring, its search keys included.
    var last = values(together);
    Files.delete(together);
    assertThat(shell.run("score", "--run-dir", directory.resolve("run"))).as(shell.err()).isZero();
    assertThat(values(together)).isEqualTo(last);
    // The networks lie beside their scores, to be scored again or trained.
    Path networks = directory.resolve("alone-architectures.jsonl");
    Path again = directory.resolve("again.csv");
    assertThat(score(again, "--architectures=" + networks, "--proxies=zico,loss"))
        .as(shell.err())
        .isZero();
    assertThat(values(alone)).containsAllEntriesOf(values(again));
    String third = rows(alone).get(2 * 5)[0];
    assertThat(ArchitectureArgument.of(networks + ":" + third).named().name()).isEqualTo(third);
    // z-scores over the four: their sum is 0, and so is that of their combinations.
    double sum =
        rows.stream()
            .filter(row -> row[1].equals("sigeo-rank"))
            .mapToDouble(row -> Double.parseDouble(row[2]))
            .sum();
    assertThat(sum).isBetween(-1e-9, 1e-9);
  }

  @Test
  void severalScopesAreSeveralColumnsOfTheProxiesThatHaveOne() throws Exception {
    Path out = directory.resolve("scopes.csv");

    assertThat(score(out, "--random=1", "--proxies=zico,loss", "--scopes=dense,linear,all,head"))
        .as(shell.err())
        .isZero();

    assertThat(rows(out))
        .extracting(row -> row[1])
        .containsExactly("zico/dense", "zico/linear", "zico/all", "zico/head", "loss");
  }

  @Test
  void linesOfAJournalAndOfTheInterchangeFormat() throws Exception {
    Path out = directory.resolve("scores.csv");
    Path lines = directory.resolve("networks.jsonl");
    ArchitectureSampler sampler = new ArchitectureSampler(SearchSpace.small(2));
    List<Architecture> networks =
        List.of(
            sampler.sample(RandomStreams.stream(1, "lines", 0)),
            sampler.sample(RandomStreams.stream(1, "lines", 1)));
    List<String> documents =
        networks.stream()
            .map(network -> InterchangeFile.of(network, true).document().toString())
            .toList();
    Files.write(
        lines, List.of(documents.get(0), "", "{\"architecture\":" + documents.get(1) + "}"));

    assertThat(score(out, "--architectures=" + lines, "--proxies=parameters"))
        .as(shell.err())
        .isZero();

    assertThat(rows(out))
        .extracting(row -> row[0])
        .containsExactlyElementsOf(networks.stream().map(Architecture::fingerprint).toList());
    Files.write(lines, List.of(documents.get(0), "{\"num_blocks\": 2}"));
    assertThat(score(out, "--architectures=" + lines)).isEqualTo(2);
    assertThat(shell.err()).startsWith(lines + ":2: the key config is missing");
  }

  @Test
  void aDeadSupernetEndsInOutcomesNotInACrash() throws Exception {
    // No input at all: missing features are 0, and so are embeddings this small.
    Path raw = directory.resolve("empty.tsv");
    Files.write(raw, IntStream.range(0, 300).mapToObj(i -> i % 2 + "\t".repeat(39)).toList());
    Path out = directory.resolve("dead.csv");

    assertThat(
            score(
                out,
                "--random=1",
                "--proxies=" + String.join(",", QUICK),
                "--set=data.format={kind: criteo}",
                "--set=data.raw=" + raw,
                "--set=training.embeddingStd=1e-60",
                "--set=warmUp.sample=0"))
        .as(shell.err())
        .isZero();

    assertThat(rows(out))
        .hasSameSizeAs(QUICK)
        .allSatisfy(row -> assertThat(row[4]).isIn("scored", "unscorable"));
    assertThat(rows(out))
        .filteredOn(row -> row[1].equals("sigeo"))
        .allSatisfy(
            row ->
                assertThat(row)
                    .endsWith("unscorable", "the gradient of every linear weight is zero"));
  }

  @Test
  void singleRowsEndInOutcomesNotInACrash() throws Exception {
    Path out = directory.resolve("row.csv");

    assertThat(
            score(
                out,
                "--random=1",
                "--proxies=" + String.join(",", QUICK),
                "--set=search.batchSize=1"))
        .as(shell.err())
        .isZero();

    assertThat(rows(out))
        .hasSameSizeAs(QUICK)
        .allSatisfy(
            row ->
                assertThat(row[4])
                    .as(row[1])
                    .isEqualTo(COMPARE_ROWS.contains(row[1]) ? "unscorable" : "scored"));
  }

  @Test
  void mistakesAreTold() {
    Path out = directory.resolve("scores.csv");

    assertThat(score(out)).isEqualTo(2);
    assertThat(shell.err()).startsWith("nothing to score: name architectures with");
    assertThat(score(out, "--random=1", "--proxies=sigeo,zicko")).isEqualTo(2);
    assertThat(shell.err()).contains("unknown proxy 'zicko'; known proxies: sigeo, sigeo-rank,");
    assertThat(score(directory.resolve("no").resolve("s.csv"), "--random=1")).isEqualTo(2);
    assertThat(shell.err()).contains("no such directory: " + directory.resolve("no"));
    // 7 blocks, where the experiment has 2.
    assertThat(score(out, "--names=nasrec:criteo-small")).isEqualTo(2);
    assertThat(shell.err())
        .contains(
            "nasrec:criteo-small: must be of nasrec-small with 2 blocks (space.name, space.blocks),"
                + " but is of nasrec-small with 7");
    assertThat(out).doesNotExist();
  }

  private int score(Path out, String... more) {
    List<String> arguments = new ArrayList<>(List.of("score"));
    arguments.addAll(TinyExperiment.arguments());
    arguments.addAll(List.of(more));
    arguments.addAll(
        List.of("--run-dir", directory.resolve("run").toString(), "--out", out.toString()));
    return shell.run(arguments);
  }

  private static List<String[]> rows(Path file) throws Exception {
    return Files.readAllLines(file).stream().skip(1).map(line -> line.split(",")).toList();
  }

  private static Map<String, String> values(Path file) throws Exception {
    return rows(file).stream().collect(Collectors.toMap(row -> row[0] + row[1], row -> row[2]));
  }
}
