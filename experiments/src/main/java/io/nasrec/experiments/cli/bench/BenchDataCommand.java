package io.nasrec.experiments.cli.bench;

import io.nasrec.experiments.cli.Nasrec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nasrec bench data}: raw rows to Arrow, and reading batches from it, on this machine. */
@Command(
    name = "data",
    description =
        "Measures how fast raw rows in Criteo's format (39 columns) are prepared and batches are"
            + " read.",
    footerHeading = Nasrec.EXAMPLES,
    footer = "  ./nasrec bench data --rows 1000000",
    mixinStandardHelpOptions = true)
final class BenchDataCommand implements Callable<Integer> {
  private static final double MEGABYTE = 1 << 20;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "Raw rows in Criteo's format, plain, gzip or zstd. Default: synthetic rows with as many"
              + " distinct ids as the full Criteo file.")
  private Path file;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Number of synthetic rows (default: ${DEFAULT-VALUE}).")
  private long rows = 2_000_000;

  @Option(
      names = "--times",
      paramLabel = "N",
      description = "How many times FILE is read in sequence (default: ${DEFAULT-VALUE}).")
  private int times = 1;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Parsing threads (default: one per core).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Directory for temporary files, some 600 bytes per row, removed at the end (default: the"
              + " system's directory for temporary files).")
  private Path parent = Path.of(System.getProperty("java.io.tmpdir"));

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Path directory = Files.createTempDirectory(parent, "nasrec-bench");
    try {
      measure(new DataBenchmark(directory, threads));
    } finally {
      remove(directory);
    }
    return 0;
  }

  private void measure(DataBenchmark benchmark) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Path raw = file == null ? benchmark.text(rows, 1) : file;
    out.printf(
        Locale.ROOT,
        "%s, %,.0f MB, read %d time(s), %d thread(s), heap of at most %,.0f MB%n",
        file == null ? "made-up rows" : file,
        Files.size(raw) / MEGABYTE,
        times,
        threads,
        Runtime.getRuntime().maxMemory() / MEGABYTE);
    DataBenchmark.Preparing preparing = benchmark.prepare(raw, times);
    out.printf(
        Locale.ROOT,
        "prepare: %,d rows in %.2f s (%.2f s of processor time), %,.0f rows/s, largest heap %,.0f"
            + " MB%n",
        preparing.rows(),
        preparing.seconds(),
        preparing.cpuSeconds(),
        preparing.rows() / preparing.seconds(),
        preparing.heap() / MEGABYTE);
    preparing
        .stages()
        .forEach((stage, seconds) -> out.printf(Locale.ROOT, "  %-12s %8.2f s%n", stage, seconds));
    for (int readers : threads == 1 ? new int[] {1} : new int[] {1, threads}) {
      for (int size : new int[] {512, 4096}) {
        for (boolean random : new boolean[] {false, true}) {
          out.printf(
              Locale.ROOT,
              "batches of %d, %s, %d reader(s): %,.0f rows/s%n",
              size,
              random ? "random" : "sequential",
              readers,
              benchmark.batchRowsPerSecond(size, random, readers));
          out.flush();
        }
      }
    }
  }

  private static void remove(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(directory)) {
      files = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : files) {
      Files.delete(path);
    }
  }
}
