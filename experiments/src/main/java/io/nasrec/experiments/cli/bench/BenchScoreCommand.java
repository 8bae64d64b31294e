package io.nasrec.experiments.cli.bench;

import io.nasrec.commons.RandomStreams;
import io.nasrec.experiments.cli.ArchitectureArgument;
import io.nasrec.experiments.cli.Nasrec;
import io.nasrec.experiments.config.SpaceName;
import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.SearchSpace;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.engine.TorchEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nasrec bench score}: the cost of a score, and its share outside the engine. */
@Command(
    name = "score",
    description =
        "Measures SiGeo over the published Criteo networks and over random subnets of each space,"
            + " on random rows of Criteo's shape: seconds per subnet with 1 worker and with as many"
            + " as there are cores, the share of time outside forward and backward passes, and"
            + " what all"
            + " batch-gradient proxies cost together.",
    footerHeading = Nasrec.EXAMPLES,
    footer = "  ./nasrec bench score --random 20",
    mixinStandardHelpOptions = true)
final class BenchScoreCommand implements Callable<Integer> {
  private static final int BATCHES = 4;
  private static final Engine ENGINE = new TorchEngine(1);

  /** A single network is scored this often. */
  private static final int REPEATS = 10;

  @Option(
      names = "--random",
      paramLabel = "N",
      description = "Number of random subnets per space; 0 for none (default: ${DEFAULT-VALUE}).")
  private int random = 50;

  @Option(
      names = "--batch-size",
      paramLabel = "ROWS",
      description = "Rows of each of the 4 scoring batches (default: ${DEFAULT-VALUE}).")
  private int batchSize = 512;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Seed of subnets, weights and rows (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    int cores = Runtime.getRuntime().availableProcessors();
    out.printf("%s, %s cores, %s x %s rows%n", ENGINE.version(), cores, BATCHES, batchSize);
    out.printf(
        "%-24s %8s %10s %15s %14s%n",
        "subnets", "workers", "s/subnet", "outside engine", "all / SiGeo");
    for (String name : List.of("nasrec:criteo-small", "nasrec:criteo-full")) {
      Architecture architecture = ArchitectureArgument.of(name).architecture();
      rows(out, name, Collections.nCopies(REPEATS, architecture), cores);
    }
    for (SpaceName name : random > 0 ? SpaceName.values() : new SpaceName[0]) {
      SearchSpace space = name.space(SearchSpace.PUBLISHED_BLOCKS);
      ArchitectureSampler sampler = new ArchitectureSampler(space);
      rows(
          out,
          random + " of " + space.name(),
          IntStream.range(0, random)
              .mapToObj(i -> sampler.sample(RandomStreams.stream(seed, "bench", i)))
              .toList(),
          cores);
    }
    return 0;
  }

  private void rows(PrintWriter out, String what, List<Architecture> architectures, int cores) {
    ScoreBenchmark benchmark = new ScoreBenchmark(ENGINE, architectures, BATCHES, batchSize, seed);
    for (int workers : IntStream.of(1, cores).distinct().toArray()) {
      ScoreBenchmark.Figures figures = benchmark.run(workers);
      out.printf(
          Locale.ROOT,
          "%-24s %8d %10.3f %14.1f%% %14.2f%n",
          what,
          workers,
          figures.secondsPerSubnet(),
          100 * figures.shareOutsideEngine(),
          figures.allProxiesRatio());
      if (!figures.unscorable().isEmpty()) {
        out.printf("  without a score, not measured: %s%n", figures.unscorable().size());
        figures.unscorable().forEach((name, cause) -> out.printf("    %s: %s%n", name, cause));
      }
      out.flush();
    }
  }
}
