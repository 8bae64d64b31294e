package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.experiments.workflow.TinyExperiment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is asked for and cannot be had is said in a sentence, before the work where it can be. */
@Timeout(120)
class LimitsTest {
  private final Shell shell = new Shell();
  @TempDir private Path directory;

  @Test
  void moreRandomNetworksThanTheSpaceHoldsAreRefused() {
    Path run = directory.resolve("run");

    assertThat(
            tiny(
                "score",
                "--random=400",
                "--out=" + directory.resolve("scores.csv"),
                "--run-dir=" + run,
                "--set",
                "space.blocks=1"))
        .isEqualTo(2);
    assertThat(shell.err().strip())
        .isEqualTo(
            "nasrec-small with 1 block holds 256 different networks, but 400 random ones were asked"
                + " for; ask for fewer");
    assertThat(run.resolve("data")).doesNotExist();
  }

  @Test
  void aSearchOfMoreNetworksThanTheSpaceHoldsIsRefused() {
    Path run = directory.resolve("run");

    assertThat(
            tiny(
                "search",
                "--run-dir=" + run,
                "--set",
                "space.blocks=1",
                "--set",
                "search.population=251"))
        .isEqualTo(2);
    assertThat(shell.err().strip())
        .isEqualTo(
            "search.population, search.generations, search.children: nasrec-small with 1 block"
                + " holds 256 different networks, but the search would score 257; lower one of them"
                + " or raise space.blocks");
    assertThat(run.resolve("data")).doesNotExist();
  }

  @Test
  void moreRowsToScoreOnThanThereAreAreRefusedBeforeTheWarmUp() {
    Path run = directory.resolve("run");

    assertThat(tiny("search", "--run-dir=" + run, "--set", "search.batchSize=2048")).isEqualTo(2);
    assertThat(shell.err().strip())
        .matches(
            "search.batches, search.batchSize: 2 batches of 2048 rows to score on are more than the"
                + " \\d+ rows of the training split; lower one of them");
    assertThat(run.resolve("supernet.safetensors")).doesNotExist();
  }

  @Test
  void anExperimentFileIsBoundedBeforeItIsRead() throws Exception {
    Path long10 = directory.resolve("long.yaml");
    Files.writeString(long10, "#" + "x".repeat(10_000_000));
    assertThat(shell.run("search", long10)).isEqualTo(2);
    assertThat(shell.err().strip())
        .isEqualTo(long10 + ": more than 1 MiB; an experiment file has a few thousand characters");

    for (String nested : List.of("a: " + "[".repeat(100_000), "{a: ".repeat(100_000))) {
      Path deep = Files.writeString(directory.resolve("deep.yaml"), nested);
      assertThat(shell.run("search", deep)).isEqualTo(2);
      assertThat(shell.err().strip())
          .isEqualTo(deep + ":1: lists and mappings are nested in more than 20 levels");
    }
  }

  @Test
  void nestedJsonIsNoArchitecture() throws Exception {
    Path deep = Files.writeString(directory.resolve("deep.json"), "[".repeat(100_000));

    assertThat(shell.run("describe", deep)).isEqualTo(2);
    assertThat(shell.err()).startsWith(deep.toString()).doesNotContain("\tat ");
  }

  @Test
  void anArchitectureIsBoundedBeforeItIsRead() throws Exception {
    Path large = Files.writeString(directory.resolve("large.json"), " ".repeat((1 << 20) + 1));

    assertThat(shell.run("describe", large)).isEqualTo(2);
    assertThat(shell.err().strip())
        .isEqualTo(
            large + ": more than 1 MiB, which is too much for architectures; check the path");
  }

  /** Seven blocks without normalisation multiply what a learning rate of 100 makes of weights. */
  @Test
  void whatDivergesAltogetherIsAMistakeThatIsTold() {
    assertThat(diverging("warmUp", "search", "--run-dir=" + directory.resolve("a"))).isEqualTo(2);
    assertThat(shell.err().strip())
        .matches(
            "warmUp.learningRate: the warm-up diverged \\(.*\\); lower it \\(now 100.0\\) or"
                + " training.clipNorm");

    for (List<String> command :
        List.of(
            List.of("search", "--run-dir=" + directory.resolve("b")),
            List.of(
                "train", "--architecture=nasrec:avazu-small", "--out=" + directory.resolve("c")),
            List.of(
                "compare", "--networks=nasrec:avazu-small", "--out=" + directory.resolve("d")))) {
      assertThat(diverging("retrain", command.toArray(String[]::new)))
          .as("%s", command)
          .isEqualTo(2);
      assertThat(shell.err().strip())
          .as("%s", command)
          .matches(
              "retrain.learningRate: .*diverged.*; lower it \\(now 100.0\\) or training.clipNorm");
    }
  }

  private int diverging(String section, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of(
            "--set=warmUp.learningRate=0.001",
            "--set=" + section + ".learningRate=100",
            "--set=space.layerNorm=false",
            "--set=space.blocks=7",
            "--set=training.clipNorm=1000"));
    return tiny(all.toArray(String[]::new));
  }

  @Test
  void aTableWithoutAScoreIsAMistakeThatIsTold() throws Exception {
    Path raw = directory.resolve("empty.tsv");
    Files.write(raw, IntStream.range(0, 300).mapToObj(i -> i % 2 + "\t".repeat(39)).toList());

    assertThat(
            tiny(
                "score",
                "--random=1",
                "--proxies=sigeo",
                "--out=" + directory.resolve("scores.csv"),
                "--run-dir=" + directory.resolve("run"),
                "--set=data.format={kind: criteo}",
                "--set=data.raw=" + raw,
                "--set=training.embeddingStd=1e-60",
                "--set=warmUp.sample=0"))
        .isEqualTo(2);
    assertThat(shell.err().strip())
        .isEqualTo(
            "no network could be scored; the first cause: the gradient of every linear weight is"
                + " zero; another warmUp or search.batchSize may help");
    assertThat(directory.resolve("scores.csv")).exists();
  }

  @Test
  void aPathThatCannotBeWrittenToIsNamed() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "in the way");
    Path nowhere = directory.resolve("nowhere");

    assertThat(
            shell.run("describe", "nasrec:criteo-small", "--svg", nowhere.resolve("drawing.svg")))
        .isEqualTo(2);
    assertThat(shell.err())
        .contains(nowhere.resolve("drawing.svg").toString(), "no such directory: " + nowhere);
    assertThat(shell.run("prepare", "--set", "data.format.rows=2000", "--out", file + "/rows"))
        .isEqualTo(2);
    assertThat(shell.err().lines()).singleElement().asString().startsWith(file.toString());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // Links need a privilege there.
  void aLinkToADirectoryIsADirectory() throws Exception {
    Path link =
        Files.createSymbolicLink(
            directory.resolve("link"), Files.createDirectory(directory.resolve("elsewhere")));

    assertThat(tiny("train", "--baseline=logistic-regression", "--out=" + link))
        .as(shell.err())
        .isZero();
    assertThat(directory.resolve("elsewhere/experiment.yaml")).exists();
    assertThat(
            shell.run("prepare", "--set", "data.format.rows=2000", "--out", link.resolve("rows")))
        .as(shell.err())
        .isZero();
  }

  private int tiny(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments[0]));
    all.addAll(TinyExperiment.arguments());
    all.addAll(List.of(arguments).subList(1, arguments.length));
    return shell.run(all);
  }
}
