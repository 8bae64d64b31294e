package io.nasrec.experiments.cli.bench;

import io.nasrec.experiments.cli.ExperimentOptions;
import io.nasrec.experiments.cli.Nasrec;
import io.nasrec.experiments.cli.NetworkArguments;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.render.text.Figures;
import io.nasrec.experiments.workflow.NamedNetwork;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.baseline.Baseline;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.network.CtrNetwork;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nasrec bench train}: training and inference of stand-alone networks on this machine. */
@Command(
    name = "train",
    description =
        "Measures training and inference of stand-alone networks on random rows of Criteo's shape"
            + " (13 dense features, 26 fields), and with --tables what larger embedding tables"
            + " cost. Hyper-parameters of the baselines come from the experiment file; without one,"
            + " from the built-in quickstart.",
    footerHeading = Nasrec.EXAMPLES,
    footer = "  ./nasrec bench train --networks dcn-v2,nasrec:criteo-small --seconds 10",
    mixinStandardHelpOptions = true)
final class BenchTrainCommand implements Callable<Integer> {
  private static final List<String> ALL =
      Stream.concat(
              Stream.of("nasrec:criteo-small", "nasrec:criteo-full"),
              Arrays.stream(Baseline.values()).map(Baseline::label))
          .toList();

  @Mixin private ExperimentOptions options;

  @Option(
      names = "--networks",
      split = ",",
      paramLabel = "NETWORK",
      description =
          "As in nasrec compare. Default: the two published Criteo networks and all baselines.")
  private List<String> networks = ALL;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Rows per training step (default: ${DEFAULT-VALUE}).")
  private int batch = 512;

  @Option(
      names = "--inference-batch",
      paramLabel = "N",
      description = "Rows per batch of inference (default: ${DEFAULT-VALUE}).")
  private int inferenceBatch = 8192;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description =
          "Seconds per figure, after as many of warm-up (default: ${DEFAULT-VALUE}). The rate of a"
              + " training of many minutes shows after about a minute.")
  private int seconds = 15;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Engine threads (default: one per core).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--ids",
      paramLabel = "N",
      description = "Ids per field (default: ${DEFAULT-VALUE}).")
  private int ids = 10_000;

  @Option(
      names = "--tables",
      split = ",",
      paramLabel = "ROWS",
      description =
          "Instead, measure training with embedding tables of these total sizes in rows, such as"
              + " 100000,33762577.")
  private List<Long> tables = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Experiment experiment = options.experiment();
    Engine engine = new TorchEngine(threads);
    TrainingBenchmark benchmark =
        new TrainingBenchmark(batch, Duration.ofSeconds(seconds), engine, 1);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s, %s, batches of %s and %s%n",
        engine.version(), Figures.count(threads, "engine thread"), batch, inferenceBatch);
    for (NamedNetwork network : NetworkArguments.all(networks, experiment)) {
      CtrNetwork built = network.definition(experiment).network(TrainingBenchmark.CRITEO);
      if (tables.isEmpty()) {
        speed(out, network.name(), built, benchmark);
      } else {
        tables(out, network.name(), built, benchmark);
      }
    }
    return 0;
  }

  private void speed(
      PrintWriter out, String name, CtrNetwork network, TrainingBenchmark benchmark) {
    TrainingBenchmark.Figures figures = benchmark.measure(network, ids, inferenceBatch);
    // Backward passes take twice the arithmetic of forward passes.
    double gigaflops = 6e-9 * network.macs() * figures.trainedRowsPerSecond();
    out.printf(
        Locale.ROOT,
        "%-22s %8s parameters %8s MACs   training %,8.0f rows/s (%.0f GFLOP/s,"
            + " %.1f ms of processor time per step)   inference"
            + " %,8.0f rows/s%n",
        name,
        Figures.compact(network.weights().stream().mapToLong(Weight::size).sum()),
        Figures.compact(network.macs()),
        figures.trainedRowsPerSecond(),
        gigaflops,
        1000 * figures.cpuSecondsPerStep(),
        figures.inferredRowsPerSecond());
    out.flush();
  }

  private void tables(
      PrintWriter out, String name, CtrNetwork network, TrainingBenchmark benchmark) {
    double first = Double.NaN;
    int fields = TrainingBenchmark.CRITEO.sparseFields();
    for (long rows : tables) {
      int perField = Math.toIntExact(Math.max(2, rows / fields));
      TrainingBenchmark.Figures figures = benchmark.measure(network, perField, 0);
      double step = batch / figures.trainedRowsPerSecond();
      first = Double.isNaN(first) ? step : first;
      long needed = 2L * Float.BYTES * perField * fields * network.embeddingDim();
      out.printf(
          Locale.ROOT,
          "%-22s %,12d rows   %7.2f ms per step (%.2f), %7.2f ms of"
              + " processor time   initial values %.1f s   memory %,.0f MB"
              + " (rows and accumulators: %,.0f MB)%n",
          name,
          (long) perField * fields,
          1000 * step,
          step / first,
          1000 * figures.cpuSecondsPerStep(),
          figures.initialSeconds(),
          figures.residentBytes() / 1e6,
          needed / 1e6);
      out.flush();
    }
  }
}
