package io.nasrec.experiments.cli;

import io.nasrec.experiments.benchmark.BenchmarkFiles;
import io.nasrec.experiments.benchmark.BenchmarkTable;
import io.nasrec.experiments.benchmark.RankingsFile;
import io.nasrec.experiments.benchmark.SimulatedStrategy;
import io.nasrec.experiments.benchmark.Simulation;
import io.nasrec.experiments.benchmark.SimulationTable;
import io.nasrec.experiments.benchmark.Truth;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.render.SimulationFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nasrec benchmark simulate}: strategies on a benchmark's table. */
@Command(
    name = "simulate",
    description =
        "Runs strategies many times on a benchmark's table, where a training costs nothing, and says"
            + " how far from the best network they end for a number of trainings. They can only find"
            + " the table's networks.",
    footerHeading = Nasrec.EXAMPLES,
    footer = {
      "  ./nasrec benchmark simulate shop-benchmark",
      "  ./nasrec benchmark simulate shop-benchmark --strategies"
          + " rs,halving:3,proxy-first:zico@10%%,g-rs:zico@10%% --trainings 32"
    },
    mixinStandardHelpOptions = true)
final class BenchmarkSimulateCommand implements Callable<Integer> {
  private static final int LEAST = 5;
  private static final int MOST_REPETITIONS = 100_000;

  @Parameters(
      paramLabel = "DIR",
      description = "The benchmark's directory: benchmark.json and benchmark.jsonl.")
  private Path directory;

  @Option(
      names = "--strategies",
      paramLabel = "NAME",
      split = ",",
      description = {
        "Strategies, separated by commas (default: ${DEFAULT-VALUE}):",
        "rs (random networks), rea (evolution), hyperband:LENGTHS (best third goes on),"
            + " halving:LENGTHS (better half goes on);",
        "proxy-first:RANKING (in its order), g-rs:RANKING, g-rea:RANKING, g-hb:LENGTHS:RANKING (it"
            + " chooses among ten).",
        "RANKING is +parameters, −parameters, +MACs or one that 'benchmark rank' computed there,"
            + " with its level of warm-up if there are several: zico@10%%."
      })
  private List<String> strategies =
      List.of("rs", "rea", "hyperband:2", "halving:2", "halving:3", "proxy-first:+parameters");

  @Option(
      names = "--trainings",
      paramLabel = "N",
      description =
          "The largest budget, in complete trainings. Default: half as many as there are networks.")
  private Integer trainings;

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      description = "Runs of each strategy (default: ${DEFAULT-VALUE}).")
  private int repetitions = 200;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Seed of the strategies (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--truth",
      paramLabel = "SPLIT",
      description =
          "The split whose log loss says how good a chosen network is: validation or test (default:"
              + " validation). Strategies see validation in either case.")
  private Truth truth = Truth.VALIDATION;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    require("--repetitions", repetitions, 2, MOST_REPETITIONS);
    BenchmarkTable table = new BenchmarkFiles(directory).read();
    int networks = table.trained().size();
    if (networks < LEAST) {
      throw new ConfigurationException(
          List.of(
              "%s: a simulation needs %s networks whose training did not diverge, but there are %s"
                  .formatted(directory, LEAST, networks)));
    }
    int most = trainings == null ? networks / 2 : trainings;
    require("--trainings", most, 1, networks);
    List<SimulatedStrategy> named =
        StrategyArguments.all(strategies, new RankingsFile(directory).read(table));
    Simulation simulation = new Simulation(table, truth, repetitions, seed);
    SimulationTable result =
        new SimulationTable(
            table,
            truth,
            repetitions,
            named.stream().map(strategy -> simulation.curve(strategy, most)).toList());
    SimulationFiles files = new SimulationFiles(result);
    files.write(directory);
    PrintWriter out = spec.commandLine().getOut();
    out.print(files.text());
    out.printf("simulation: %s%n", directory.resolve(files.html()));
    out.flush();
    return 0;
  }

  private void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(),
          "%s must be %s to %s, but was %s".formatted(option, least, most, value));
    }
  }
}
