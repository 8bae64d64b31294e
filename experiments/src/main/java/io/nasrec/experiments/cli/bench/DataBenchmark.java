package io.nasrec.experiments.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import io.nasrec.commons.Progress;
import io.nasrec.commons.RandomStreams;
import io.nasrec.data.Batch;
import io.nasrec.data.BatchSource;
import io.nasrec.data.Dataset;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.Manifest;
import io.nasrec.data.RowSample;
import io.nasrec.data.SplitScheme;
import io.nasrec.data.prepare.Preparation;
import io.nasrec.data.prepare.PrepareOptions;
import io.nasrec.data.raw.CriteoText;
import io.nasrec.data.raw.RawFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Times raw text to Arrow, and reading batches from it, using the code of a real run.
 *
 * @param directory where files are written; the caller removes them
 * @param threads how many threads parse, and read batches in parallel
 */
public record DataBenchmark(Path directory, int threads) {
  private static final int MIN_COUNT = 10; // published for Criteo

  /**
   * The time of a preparation.
   *
   * @param rows rows in all splits
   * @param seconds from start to end
   * @param cpuSeconds processor time of all threads, including the JIT compiler and the garbage
   *     collector; wall-clock time means little on a busy machine
   * @param stages seconds of each stage
   * @param heap peak heap use in bytes, garbage included
   */
  public record Preparing(
      long rows, double seconds, double cpuSeconds, Map<String, Double> stages, long heap) {}

  /**
   * Writes synthetic raw rows.
   *
   * @param rows how many
   * @param seed the seed of the random values
   * @return a file of them, in the directory
   */
  public Path text(long rows, long seed) throws IOException {
    Path file = directory.resolve("rows.tsv");
    CriteoShapedText.write(file, rows, seed);
    return file;
  }

  /**
   * Prepares raw rows in Criteo's format.
   *
   * @param raw the file
   * @param times how often it is read, one after the other
   * @return the times
   */
  public Preparing prepare(Path raw, int times) {
    Map<String, Long> begins = new LinkedHashMap<>();
    Map<String, Double> stages = new LinkedHashMap<>();
    Runtime runtime = Runtime.getRuntime();
    long[] heap = {0};
    Progress clock =
        (stage, done, total, unit) -> {
          long now = System.nanoTime();
          long begin = begins.computeIfAbsent(stage, name -> now);
          stages.put(stage, (now - begin) / 1e9);
          heap[0] = Math.max(heap[0], runtime.totalMemory() - runtime.freeMemory());
        };
    List<RawFile> files = Collections.nCopies(times, RawFile.of(raw).get(0));
    PrepareOptions options =
        new PrepareOptions(
            new CriteoText(files, 0), SplitScheme.NASREC, 1, MIN_COUNT, DenseTransform.LOG1P);
    long cpu = cpuNanos();
    long start = System.nanoTime();
    Manifest manifest = Preparation.run(options, dataset(), threads, clock).manifest();
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (cpuNanos() - cpu) / 1e9;
    long rows =
        (long) manifest.train().rows() + manifest.validation().rows() + manifest.test().rows();
    return new Preparing(rows, seconds, cpuSeconds, stages, heap[0]);
  }

  /**
   * Reads all training rows in batches, once to warm up and then timed.
   *
   * @param size rows per batch
   * @param random whether rows are shuffled or come in their order
   * @param readers threads that read in parallel
   * @return rows per second
   */
  public double batchRowsPerSecond(int size, boolean random, int readers) throws Exception {
    try (Dataset dataset = Dataset.open(dataset())) {
      BatchSource train = dataset.train();
      int[] order =
          random ? RowSample.shuffled(train.rows(), RandomStreams.stream(1, "bench")) : new int[0];
      read(train, order, size, readers);
      long start = System.nanoTime();
      read(train, order, size, readers);
      return train.rows() / ((System.nanoTime() - start) / 1e9);
    }
  }

  private static void read(BatchSource rows, int[] order, int size, int readers) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(readers);
    try {
      List<Future<Double>> sums = new ArrayList<>();
      for (int reader = 0; reader < readers; reader++) {
        int first = reader;
        sums.add(threads.submit(() -> read(rows, order, size, first, readers)));
      }
      for (Future<Double> sum : sums) {
        if (sum.get() < 0) {
          throw new IllegalStateException("labels are 0 or 1");
        }
      }
    } finally {
      threads.shutdown();
    }
  }

  /**
   * Reads every {@code step}-th batch, from batch {@code first} on; part of each is used, so that
   * none is optimised away.
   */
  private static double read(BatchSource rows, int[] order, int size, int first, int step) {
    double sum = 0;
    for (long from = (long) first * size; from < rows.rows(); from += (long) step * size) {
      int start = (int) from;
      int to = Math.min(rows.rows(), start + size);
      Batch batch = order.length == 0 ? rows.read(start, to) : rows.gather(order, start, to);
      sum += batch.labels()[0];
    }
    return sum;
  }

  private Path dataset() {
    return directory.resolve("data");
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
