package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.experiments.benchmark.BenchmarkFiles;
import io.nasrec.experiments.benchmark.SampleBenchmark;
import io.nasrec.experiments.render.Xml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strategies on a made-up table. */
class BenchmarkSimulateTest {
  private final Shell shell = new Shell();
  @TempDir private Path directory;

  @Test
  void everyStrategyHasACurveInTextTableAndPage() throws Exception {
    write(12);
    assertThat(shell.run("benchmark", "simulate", directory, "--repetitions=20"))
        .as(shell.err())
        .isZero();

    assertThat(shell.out())
        .contains(
            "12 networks of nasrec-small",
            "regret in validation log loss after a budget in complete trainings, mean ± standard"
                + " error over 20 repetitions",
            "simulation: " + directory.resolve("simulation.html"))
        .containsPattern("strategy +1 +2 +4 +6\\R")
        .containsPattern("rs( +0\\.0\\d{3} ± 0\\.0\\d{3}){4}\\R")
        .containsPattern("halving:3 +0")
        .containsPattern("proxy-first:\\+parameters +0");
    // A line per strategy and budget, and the header.
    List<String> csv = Files.readAllLines(directory.resolve("simulation.csv"));
    assertThat(csv).hasSize(1 + 6 * 6);
    assertThat(csv.get(1)).matches("rs,1,2(,[0-9.E-]+){4}");
    String page = Files.readString(directory.resolve("simulation.html"));
    Xml.parse(page);
    assertThat(page.split("<svg", -1)).hasSize(1 + 6);

    assertThat(
            shell.run(
                "benchmark",
                "simulate",
                directory,
                "--strategies=rs",
                "--trainings=12",
                "--truth=test"))
        .as(shell.err())
        .isZero();
    assertThat(Files.readAllLines(directory.resolve("simulation-test.csv"))).hasSize(13);
  }

  @Test
  void aRankingThatWasComputedAssists() throws Exception {
    write(12);
    assertThat(shell.run("benchmark", "rank", directory)).as(shell.err()).isZero();
    assertThat(
            shell.run(
                "benchmark",
                "simulate",
                directory,
                "--strategies=proxy-first:−parameters,g-rs:−parameters,g-hb:2:−parameters",
                "--repetitions=5",
                "--trainings=4"))
        .as(shell.err())
        .isZero();
    assertThat(shell.out()).containsPattern("proxy-first:−parameters( +0\\.0000 ± 0\\.0000){3}\\R");
  }

  @Test
  void mistakesAreTold() throws Exception {
    write(12);
    for (String[] mistake :
        new String[][] {
          {
            "rz", "--strategies rz: unknown strategy; did you mean rs?; known strategies: rs, g-rs,"
          },
          {"halving:9", "--strategies halving:9: the number of lengths of training must be 2 to 6"},
          {"rs:3", "--strategies rs:3: rs takes nothing"},
          {
            "g-rs",
            "--strategies g-rs: name a ranking, as in g-rs:zico@10%; there are: +parameters,"
          },
          {"g-rs:zico", "no ranking is called 'zico'; there are: +parameters, −parameters, +MACs;"}
        }) {
      assertThat(shell.run("benchmark", "simulate", directory, "--strategies=" + mistake[0]))
          .isEqualTo(2);
      assertThat(shell.err()).contains(mistake[1]);
    }
    assertThat(shell.run("benchmark", "simulate", directory, "--trainings=13")).isEqualTo(2);
    assertThat(shell.err()).contains("--trainings must be 1 to 12, but was 13");
    assertThat(shell.run("benchmark", "simulate", directory, "--repetitions=1")).isEqualTo(2);
    write(4);
    assertThat(shell.run("benchmark", "simulate", directory)).isEqualTo(2);
    assertThat(shell.err())
        .contains("a simulation needs 5 networks whose training did not diverge, but there are 4");
  }

  private void write(int networks) throws Exception {
    new BenchmarkFiles(directory)
        .write(
            SampleBenchmark.of(
                IntStream.range(0, networks)
                    .mapToObj(i -> new double[] {0.4 + i * 0.001, 0.4 + i * 0.001})
                    .toArray(double[][]::new)));
  }
}
