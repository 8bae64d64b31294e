package io.nasrec.experiments.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import io.nasrec.commons.Progress;
import io.nasrec.space.network.InputShape;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.engine.FreedMemory;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.training.Adagrad;
import io.nasrec.supernet.training.OptimizerSettings;
import io.nasrec.supernet.training.Snapshots;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.training.TrainingHyperparameters;
import io.nasrec.supernet.weights.Initializer;
import io.nasrec.supernet.weights.ModelWeights;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collections;

/**
 * Measures training and inference of stand-alone networks on random rows of Criteo's shape.
 *
 * @param batchSize rows per training step
 * @param duration of the measurement, after an equally long warm-up: the JIT compiler is busy for
 *     most of a minute, and real trainings last longer
 * @param engine what is measured
 * @param seed determines weights and order
 */
public record TrainingBenchmark(int batchSize, Duration duration, Engine engine, long seed) {
  /** Criteo's shape, with the papers' width of an embedding row. */
  public static final InputShape CRITEO = new InputShape(13, 26, 16);

  private static final OptimizerSettings OPTIMIZER =
      new OptimizerSettings(5, new Adagrad(0.01, 0), 0.1);
  private static final double LEARNING_RATE = 0.01;
  private static final double EMBEDDING_STD = 0.01;

  /** So many that the evaluation of one row after them has negligible cost. */
  private static final int STEPS_PER_EPOCH = 1000;

  /** Of inference. */
  private static final int BATCHES_PER_EVALUATION = 4;

  /**
   * What was measured.
   *
   * @param trainedRowsPerSecond in training, without evaluation and snapshots
   * @param cpuSecondsPerStep processor time of a training step over all threads, meaningful even if
   *     other programs use the processors, too
   * @param inferredRowsPerSecond in evaluation
   * @param initialSeconds time for the initial values
   * @param residentBytes memory that tables and training added to the process; -1 if the system
   *     does not provide this
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
   * @param inferenceBatch rows per batch of inference; 0 for none
   */
  public Figures measure(CtrNetwork network, int idsPerField, int inferenceBatch) {
    // Otherwise the tables of the previous network would be freed while this one is measured.
    FreedMemory.giveBackNow();
    long before = ResidentMemory.bytes();
    try (ModelWeights weights =
        ModelWeights.own(
            engine,
            network.weights(),
            Collections.nCopies(CRITEO.sparseFields(), idsPerField),
            network.embeddingDim(),
            idsPerField)) {
      long start = System.nanoTime();
      Initializer initializer = new Initializer(seed, EMBEDDING_STD);
      initializer.fill(weights.parameters());
      initializer.fill(weights.embeddings());
      double initial = (System.nanoTime() - start) / 1e9;
      Clock clock = new Clock();
      train(network, weights, idsPerField, clock);
      return new Figures(
          batchSize * clock.steps / clock.seconds,
          clock.cpuSeconds / clock.steps,
          inferenceBatch == 0
              ? Double.NaN
              : inferred(network, weights, idsPerField, inferenceBatch),
          initial,
          before < 0 ? -1 : clock.resident - before);
    }
  }

  /** Trains until the clock has enough measurements. */
  private void train(CtrNetwork network, ModelWeights weights, int ids, Clock clock) {
    Training training =
        new Training(
            new TrainingHyperparameters(
                Integer.MAX_VALUE, batchSize, LEARNING_RATE, 1, Integer.MAX_VALUE, 0, 0, OPTIMIZER),
            seed);
    RandomRows rows = new RandomRows(batchSize * STEPS_PER_EPOCH, CRITEO, ids);
    RandomRows validation = new RandomRows(1, CRITEO, ids);
    try {
      training.run("bench", network, weights, rows, validation, Snapshots.NONE, clock);
    } catch (Enough enough) {
      // The clock has enough measurements.
    }
  }

  /** Rows per second. */
  private double inferred(CtrNetwork network, ModelWeights weights, int ids, int batch) {
    Evaluation evaluation = new Evaluation(network, weights, batch);
    RandomRows rows = new RandomRows(BATCHES_PER_EVALUATION * batch, CRITEO, ids);
    predict(evaluation, rows);
    long start = System.nanoTime();
    int times = predict(evaluation, rows);
    return (double) times * rows.rows() / ((System.nanoTime() - start) / 1e9);
  }

  /** Returns how often the rows were evaluated. */
  private int predict(Evaluation evaluation, RandomRows rows) {
    long start = System.nanoTime();
    int times = 0;
    do {
      evaluation.predict(rows);
      times++;
    } while (System.nanoTime() - start < duration.toNanos());
    return times;
  }

  /** Processor time of the program so far, in nanoseconds. */
  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Ends a training that would otherwise run forever. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Times steps after a warm-up period. */
  private final class Clock implements Progress {
    private final long created = System.nanoTime();
    private long began;
    private long cpuBegan;
    private long stepsBefore;
    private double seconds;
    private double cpuSeconds;
    private long steps;
    private long resident;

    @Override
    public void update(String stage, long done, long total, String unit) {
      long now = System.nanoTime();
      if (stepsBefore == 0 && now - created >= duration.toNanos()) {
        stepsBefore = done;
        cpuBegan = cpu();
        began = now;
      } else if (stepsBefore > 0 && now - began >= duration.toNanos()) {
        steps = done - stepsBefore;
        seconds = (now - began) / 1e9;
        cpuSeconds = (cpu() - cpuBegan) / 1e9;
        resident = ResidentMemory.bytes();
        throw new Enough();
      }
    }
  }
}
