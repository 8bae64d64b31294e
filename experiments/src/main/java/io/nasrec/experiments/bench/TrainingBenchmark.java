package io.nasrec.experiments.bench;

import com.sun.management.OperatingSystemMXBean;
import io.nasrec.data.Progress;
import io.nasrec.space.network.InputShape;
import io.nasrec.supernet.engine.Torch;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.training.OptimizerSettings;
import io.nasrec.supernet.training.Snapshots;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.weights.Initializer;
import io.nasrec.supernet.weights.ModelWeights;
import java.lang.management.ManagementFactory;
import java.util.Collections;

/**
 * Training and inference of stand-alone networks on random rows of Criteo's shape.
 *
 * @param batchSize rows per training step
 * @param steps training steps that are timed, after as many that are not
 * @param threads engine threads
 * @param seed decides weights and order
 */
public record TrainingBenchmark(int batchSize, int steps, int threads, long seed) {
  /** Criteo's shape, with the papers' width of an embedding row. */
  public static final InputShape CRITEO = new InputShape(13, 26, 16);

  private static final OptimizerSettings OPTIMIZER = new OptimizerSettings(5, 0.01, 0.1);
  private static final double LEARNING_RATE = 0.01;
  private static final double EMBEDDING_STD = 0.01;

  /**
   * What was measured.
   *
   * @param trainedRowsPerSecond in training, evaluation and snapshots apart
   * @param cpuSecondsPerStep processor time of a training step, all threads together: what it costs
   *     where other programs take their share of the processors
   * @param inferredRowsPerSecond in evaluation
   * @param initialSeconds time that initial values took
   * @param residentBytes memory that tables and training added to the process; -1 where the system
   *     does not say
   */
  public record Figures(
      double trainedRowsPerSecond,
      double cpuSecondsPerStep,
      double inferredRowsPerSecond,
      double initialSeconds,
      long residentBytes) {}

  /**
   * Trains a network and evaluates it.
   *
   * @param idsPerField rows of each of the tables, all equally likely
   * @param inferenceBatch rows per batch of inference
   * @param inferenceBatches batches that are timed, after one that is not; 0 for none
   */
  public Figures measure(
      CtrNetwork network, int idsPerField, int inferenceBatch, int inferenceBatches) {
    Torch.threads(threads);
    long before = ResidentMemory.bytes();
    try (ModelWeights weights =
        ModelWeights.own(
            network.weights(),
            Collections.nCopies(CRITEO.sparseFields(), idsPerField),
            network.embeddingDim(),
            idsPerField)) {
      long start = System.nanoTime();
      Initializer initializer = new Initializer(seed, EMBEDDING_STD);
      initializer.fill(weights.parameters());
      initializer.fill(weights.embeddings());
      double initial = (System.nanoTime() - start) / 1e9;
      Steps clock = new Steps();
      // The last step is followed by an evaluation: the clock stops at the one before it.
      Training training =
          new Training(
              new Training.Settings(1, batchSize, LEARNING_RATE, 1, 1, 0, 0, OPTIMIZER), seed);
      training.run(
          "bench",
          network,
          weights,
          new RandomRows(batchSize * (2 * steps + 1), CRITEO, idsPerField),
          new RandomRows(1, CRITEO, idsPerField),
          Snapshots.NONE,
          clock);
      return new Figures(
          (double) batchSize * steps / clock.seconds,
          clock.cpuSeconds / steps,
          inferred(network, weights, idsPerField, inferenceBatch, inferenceBatches),
          initial,
          before < 0 ? -1 : clock.resident - before);
    }
  }

  private static double inferred(
      CtrNetwork network, ModelWeights weights, int ids, int batch, int batches) {
    if (batches == 0) {
      return Double.NaN;
    }
    Evaluation evaluation = new Evaluation(network, weights, batch);
    evaluation.predict(new RandomRows(batch, CRITEO, ids));
    RandomRows rows = new RandomRows(batch * batches, CRITEO, ids);
    long start = System.nanoTime();
    evaluation.predict(rows);
    return rows.rows() / ((System.nanoTime() - start) / 1e9);
  }

  /** Processor time of the program so far, in nanoseconds. */
  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Times the second half of the steps. */
  private final class Steps implements Progress {
    private long began;
    private long cpuBegan;
    private double seconds;
    private double cpuSeconds;
    private long resident;

    @Override
    public void update(String stage, long done, long total, String unit) {
      if (done == steps) {
        cpuBegan = cpu();
        began = System.nanoTime();
      } else if (done == 2L * steps) {
        seconds = (System.nanoTime() - began) / 1e9;
        cpuSeconds = (cpu() - cpuBegan) / 1e9;
        resident = ResidentMemory.bytes();
      }
    }
  }
}
