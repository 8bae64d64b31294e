package io.nasrec.experiments.cli.bench;

import io.nasrec.commons.RandomStreams;
import io.nasrec.experiments.cli.ArchitectureArgument;
import io.nasrec.experiments.cli.Nasrec;
import io.nasrec.experiments.config.SpaceName;
import io.nasrec.experiments.render.text.Figures;
import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.SearchSpace;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.engine.TorchEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nasrec bench}: the hot paths on this machine. */
@Command(
    name = "bench",
    description =
        "Measures scoring, retraining and warm-up on random rows of Criteo's shape (13 dense"
            + " features, 26 fields of 10,000 ids), 4 x 512 scoring rows, training batches of 512.",
    subcommands = {BenchDataCommand.class, BenchScoreCommand.class, BenchTrainCommand.class},
    footerHeading = Nasrec.EXAMPLES,
    footer = "  ./nasrec bench nasrec:criteo-small",
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
  private static final int BATCHES = 4;
  private static final int BATCH_SIZE = 512;

  @Parameters(
      arity = "0..1",
      paramLabel = ArchitectureArgument.LABEL,
      description = {
        "An architecture: " + ArchitectureArgument.DESCRIPTION + ".",
        "The architecture to score and train. Default: random subnets."
      })
  private String architecture;

  @Option(
      names = "--space",
      paramLabel = "SPACE",
      description =
          "Search space of the random subnets: ${COMPLETION-CANDIDATES} (default:"
              + " ${DEFAULT-VALUE}).")
  private SpaceName space = SpaceName.NASREC_SMALL;

  @Option(
      names = "--random",
      paramLabel = "N",
      description = "Number of random subnets (default: ${DEFAULT-VALUE}).")
  private int random = 20;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Training steps per figure (default: ${DEFAULT-VALUE}).")
  private int steps = 40;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Seed of subnets, weights and rows (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    Engine engine = new TorchEngine(cores);
    Benchmark benchmark = new Benchmark(engine, architectures(), seed);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s, %s subnet(s), %s cores%n", engine.version(), benchmark.architectures().size(), cores);
    for (int workers : new int[] {1, cores}) {
      row(out, "score, " + Figures.count(workers, "worker"), "s/subnet", score(benchmark, workers));
    }
    for (int threads : new int[] {1, cores}) {
      String with = Figures.count(threads, "engine thread");
      row(
          out,
          "retrain, " + with,
          "rows/s",
          benchmark.trainedRowsPerSecond(BATCH_SIZE, steps, threads));
      row(
          out,
          "warm-up, sampled paths, " + with,
          "rows/s",
          benchmark.warmedRowsPerSecond(BATCH_SIZE, steps, threads, false));
      row(
          out,
          "warm-up, full path, " + with,
          "rows/s",
          benchmark.warmedRowsPerSecond(BATCH_SIZE, Math.max(1, steps / 8), threads, true));
    }
    return 0;
  }

  private static double score(Benchmark benchmark, int workers) {
    return benchmark.secondsPerScore(BATCHES, BATCH_SIZE, workers);
  }

  private List<Architecture> architectures() throws IOException {
    if (architecture != null) {
      Architecture named = ArchitectureArgument.of(architecture).architecture();
      // Twice as many as there are cores, so that every worker is busy.
      return IntStream.range(0, 2 * Runtime.getRuntime().availableProcessors())
          .mapToObj(i -> named)
          .toList();
    }
    ArchitectureSampler sampler =
        new ArchitectureSampler(space.space(SearchSpace.PUBLISHED_BLOCKS));
    return IntStream.range(0, random)
        .mapToObj(i -> sampler.sample(RandomStreams.stream(seed, "bench", i)))
        .toList();
  }

  private static void row(PrintWriter out, String what, String unit, double value) {
    String number = value < 10 ? "%.3f" : "%,.0f";
    out.printf(
        Locale.ROOT, "%-42s %10s %s%n", what, String.format(Locale.ROOT, number, value), unit);
    out.flush();
  }
}
