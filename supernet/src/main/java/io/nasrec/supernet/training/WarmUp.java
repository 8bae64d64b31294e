package io.nasrec.supernet.training;

import io.nasrec.commons.Progress;
import io.nasrec.commons.RandomStreams;
import io.nasrec.data.BatchSource;
import io.nasrec.data.ReadAhead;
import io.nasrec.data.RowSample;
import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.engine.Shards;
import io.nasrec.supernet.network.Subnet;
import io.nasrec.supernet.weights.ModelWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Warms the supernet up on a sample of the training split (spec sections 4 and 5): each step trains
 * a sampled path or, with a probability that decays linearly from 1 to 0, the full path.
 */
public final class WarmUp {

  /**
   * One step.
   *
   * @param step 0 for the first
   * @param loss mean loss of the batch before the update
   * @param learningRate of the update
   * @param path the sampled architecture's fingerprint, or {@code full}
   */
  public record Point(long step, double loss, double learningRate, String path) {
    /** {@link #path} of a full-path step. */
    public static final String FULL = "full";

    /** Whether the step trained the full path. */
    public boolean fullPath() {
      return path.equals(FULL);
    }
  }

  private final NetworkBuilder networks;
  private final WarmUpHyperparameters hyperparameters;
  private final long seed;

  public WarmUp(NetworkBuilder networks, WarmUpHyperparameters hyperparameters, long seed) {
    this.networks = networks;
    this.hyperparameters = hyperparameters;
    this.seed = seed;
  }

  /** Steps for a sample of the given size. */
  public static long steps(int sampleRows, int epochs, int batchSize) {
    return (long) epochs * ((sampleRows + batchSize - 1) / batchSize);
  }

  /**
   * Trains shared weights.
   *
   * @param sample rows of the training split
   * @return what each step did: the sampled mix of paths
   * @throws DivergenceException if the loss or a gradient is not finite
   */
  public List<Point> run(
      ModelWeights weights, BatchSource train, RowSample sample, Progress progress) {
    long total = steps(sample.size(), hyperparameters.epochs(), hyperparameters.batchSize());
    OptimizerSettings optimizer = hyperparameters.optimizer();
    CosineSchedule schedule = optimizer.schedule(hyperparameters.learningRate(), total);
    ArchitectureSampler sampler = new ArchitectureSampler(networks.space());
    List<Point> points = new ArrayList<>();
    try (Shards shards = weights.engine().shards();
        Optimizer updates = optimizer.start(weights);
        ReadAhead batches = new ReadAhead(train)) {
      Step step = new Step(weights, updates, 0, shards);
      for (int epoch = 0; epoch < hyperparameters.epochs(); epoch++) {
        int[] rows = sample.rows();
        RowSample.shuffle(rows, RandomStreams.stream(seed, "warm-up-order", epoch));
        for (int from = 0; from < rows.length; from += hyperparameters.batchSize()) {
          long index = points.size();
          RandomGenerator random = RandomStreams.stream(seed, "warm-up-path", index);
          boolean full = random.nextDouble() < fullPathProbability(index);
          Architecture path = sampler.sample(random);
          double rate = schedule.at(index);
          int to = Math.min(rows.length, from + hyperparameters.batchSize());
          double loss =
              step.train(
                  new Subnet(full ? networks.fullPath(path) : networks.live(path)),
                  batches.gather(rows, from, to),
                  rate,
                  index + 1);
          points.add(new Point(index, loss, rate, full ? Point.FULL : path.fingerprint()));
          progress.update("warm-up", index + 1, total, "steps");
        }
      }
    }
    return points;
  }

  private double fullPathProbability(long step) {
    return hyperparameters.fullPathSteps() == 0
        ? 0
        : Math.max(0, 1 - (double) step / hyperparameters.fullPathSteps());
  }
}
