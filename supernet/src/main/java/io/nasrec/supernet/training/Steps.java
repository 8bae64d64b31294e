package io.nasrec.supernet.training;

import io.nasrec.commons.RandomStreams;
import io.nasrec.data.Batch;
import io.nasrec.data.RowSample;
import io.nasrec.supernet.engine.Shards;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.weights.ModelWeights;
import java.util.List;
import java.util.Map;

/**
 * The steps of a training: each takes the next rows of a shuffled pass, and follows from seed and
 * step alone.
 */
final class Steps implements AutoCloseable {
  private final TrainingHyperparameters hyperparameters;
  private final long seed;
  private final CtrNetwork network;
  private final Rows batches;
  private final int perPass;
  private final int part;
  private final long total;
  private final CosineSchedule schedule;
  private final RowOrder order;
  private final Shards shards;
  private final Optimizer optimizer;
  private final Step step;

  /** Reads the rows with the numbers in part of an array. */
  @FunctionalInterface
  interface Rows {
    Batch gather(int[] numbers, int from, int to);
  }

  /**
   * All passes of the hyperparameters.
   *
   * @param rows the number of rows of a pass
   * @param batches reads them
   */
  Steps(
      TrainingHyperparameters hyperparameters,
      long seed,
      CtrNetwork network,
      ModelWeights weights,
      int rows,
      Rows batches) {
    this(
        hyperparameters,
        seed,
        network,
        weights,
        rows,
        (long) hyperparameters.epochs() * hyperparameters.stepsPerPass(rows),
        batches);
  }

  /**
   * @param total the number of steps, over which the schedule runs
   */
  Steps(
      TrainingHyperparameters hyperparameters,
      long seed,
      CtrNetwork network,
      ModelWeights weights,
      int rows,
      long total,
      Rows batches) {
    this.hyperparameters = hyperparameters;
    this.seed = seed;
    this.network = network;
    this.batches = batches;
    this.total = total;
    perPass = hyperparameters.stepsPerPass(rows);
    part = hyperparameters.stepsPerTenth(rows);
    schedule = hyperparameters.optimizer().schedule(hyperparameters.learningRate(), total);
    order = new RowOrder(rows, seed);
    shards = weights.engine().shards();
    optimizer = hyperparameters.optimizer().start(weights);
    step = new Step(weights, optimizer, hyperparameters.embeddingL2(), shards);
  }

  /** Steps of a pass over the rows. */
  int perPass() {
    return perPass;
  }

  /** Steps of the whole training. */
  long total() {
    return total;
  }

  /** The optimizer's state. */
  Map<String, ModelWeights> state() {
    return optimizer.state();
  }

  /**
   * Makes the step that follows a position.
   *
   * @throws DivergenceException if loss or gradient are not finite
   */
  Position after(Position position) {
    long number = position.step();
    int[] rows = order.rows(number / perPass);
    int from = (int) (number % perPass) * hyperparameters.batchSize();
    int to = Math.min(rows.length, from + hyperparameters.batchSize());
    Dropout dropout =
        new Dropout(
            hyperparameters.embeddingDropout(), RandomStreams.stream(seed, "dropout", number));
    return position.stepped(
        step.train(
            network, batches.gather(rows, from, to), schedule.at(number), number + 1, dropout),
        part);
  }

  /**
   * A position whose training loss is the progressive loss (spec section 9): the mean over the last
   * quarter of the steps made, and over what else lies in the tenth of a pass that it begins in.
   */
  Position progressive(Position position) {
    return position.since(Math.toIntExact(position.step() * 3 / 4 / part), part);
  }

  /** The mean loss of each tenth of a pass up to a position. */
  List<Double> progress(Position position) {
    return position.means(part);
  }

  @Override
  public void close() {
    optimizer.close();
    shards.close();
  }

  /** The shuffled rows of each epoch; the last requested order is cached. */
  private static final class RowOrder {
    private final int rows;
    private final long seed;
    private long epoch = -1;
    private int[] order = {};

    RowOrder(int rows, long seed) {
      this.rows = rows;
      this.seed = seed;
    }

    int[] rows(long wanted) {
      if (wanted != epoch) {
        order = RowSample.shuffled(rows, RandomStreams.stream(seed, "order", wanted));
        epoch = wanted;
      }
      return order;
    }
  }
}
