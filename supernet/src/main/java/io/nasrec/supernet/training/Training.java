package io.nasrec.supernet.training;

import io.nasrec.data.BatchSource;
import io.nasrec.data.Progress;
import io.nasrec.data.RandomStreams;
import io.nasrec.data.ReadAhead;
import io.nasrec.data.RowSample;
import io.nasrec.supernet.engine.Shards;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.weights.ModelWeights;
import java.util.List;

/**
 * Trains a stand-alone network on the training split, evaluates on validation, and keeps the
 * weights of the best evaluation (spec section 5).
 */
public final class Training {

  /**
   * How to train.
   *
   * @param epochs maximum number of passes over the training split, at least 1
   * @param batchSize rows per step, at least 1
   * @param learningRate highest learning rate
   * @param evaluationsPerEpoch evaluations on validation per epoch, evenly spaced, at least 1
   * @param patience consecutive evaluations without improvement after which training stops, at
   *     least 1
   * @param embeddingL2 strength of the L2 penalty on the batch's embedding rows
   * @param embeddingDropout probability that an embedding scalar of a training row is 0
   * @param optimizer clipping, eps and the schedule's linear part
   */
  public record Settings(
      int epochs,
      int batchSize,
      double learningRate,
      int evaluationsPerEpoch,
      int patience,
      double embeddingL2,
      double embeddingDropout,
      OptimizerSettings optimizer) {
    public Settings {
      if (epochs < 1 || batchSize < 1 || evaluationsPerEpoch < 1 || patience < 1) {
        throw new IllegalArgumentException(
            "epochs, batchSize, evaluationsPerEpoch and patience must be at least 1, but were "
                + epochs
                + ", "
                + batchSize
                + ", "
                + evaluationsPerEpoch
                + " and "
                + patience);
      }
    }
  }

  /**
   * One evaluation.
   *
   * @param step steps made before it
   * @param trainLoss mean loss over the steps since the previous evaluation
   * @param validation metrics on the validation split
   */
  public record Evaluated(long step, double trainLoss, Metrics validation) {}

  /**
   * The result; the weights are those of {@link #best}.
   *
   * @param history all evaluations
   * @param best the evaluation with the lowest validation log loss
   */
  public record Result(List<Evaluated> history, Evaluated best) {}

  private final Settings settings;
  private final long seed;

  /**
   * @param seed determines the order of the rows
   */
  public Training(Settings settings, long seed) {
    this.settings = settings;
    this.seed = seed;
  }

  /**
   * Trains initialised weights, or resumes an interrupted training, and leaves the best weights in
   * them.
   *
   * @param name the network's name in progress reports
   * @param snapshots keep the best weights, and the state
   * @throws DivergenceException if a loss, training or validation, or a gradient is not finite
   */
  public Result run(
      String name,
      CtrNetwork network,
      ModelWeights weights,
      BatchSource train,
      BatchSource validation,
      Snapshots snapshots,
      Progress progress) {
    int stepsPerEpoch = (train.rows() + settings.batchSize() - 1) / settings.batchSize();
    long total = (long) settings.epochs() * stepsPerEpoch;
    CosineSchedule schedule = settings.optimizer().schedule(settings.learningRate(), total);
    Evaluation evaluation = new Evaluation(network, weights);
    try (Shards shards = Shards.ofCallingThread();
        Adagrad adagrad = settings.optimizer().adagrad(weights);
        ReadAhead batches = new ReadAhead(train)) {
      Step trainer = new Step(weights, adagrad, settings.embeddingL2(), shards);
      Position position =
          snapshots.restoreState(weights, adagrad.accumulators()).orElse(Position.START);
      RowOrder order = new RowOrder(train.rows(), seed);
      while (position.step() < total && position.withoutImprovement() < settings.patience()) {
        long step = position.step();
        int inEpoch = (int) (step % stepsPerEpoch);
        int[] rows = order.of(step / stepsPerEpoch);
        int from = inEpoch * settings.batchSize();
        int to = Math.min(rows.length, from + settings.batchSize());
        Dropout dropout =
            new Dropout(settings.embeddingDropout(), RandomStreams.stream(seed, "dropout", step));
        position =
            position.stepped(
                trainer.train(network, batches.gather(rows, from, to), schedule.at(step), dropout));
        boolean evaluated = evaluationDue(inEpoch + 1, stepsPerEpoch);
        if (evaluated) {
          position = evaluated(position, evaluation.on(validation));
          if (position.withoutImprovement() == 0) {
            snapshots.keepBest(weights, position.best().orElseThrow());
          }
        }
        if (evaluated || snapshots.stateIsDue()) {
          snapshots.keepState(position, weights, adagrad.accumulators());
        }
        progress.update(name, position.step(), total, "steps");
      }
      Evaluated best = position.best().orElseThrow();
      snapshots.restoreBest(weights, best);
      snapshots.dropState();
      return new Result(position.history(), best);
    } catch (DivergenceException e) {
      snapshots.discard();
      throw e;
    }
  }

  /** Like the method above, with the best weights in memory and no resumable state. */
  public Result run(
      String name,
      CtrNetwork network,
      ModelWeights weights,
      BatchSource train,
      BatchSource validation,
      Progress progress) {
    try (MemorySnapshots snapshots = new MemorySnapshots()) {
      return run(name, network, weights, train, validation, snapshots, progress);
    }
  }

  private static Position evaluated(Position position, Metrics validation) {
    if (!Double.isFinite(validation.logLoss())) {
      throw new DivergenceException("validation loss " + validation.logLoss());
    }
    return position.evaluated(new Evaluated(position.step(), position.trainLoss(), validation));
  }

  /** True after the steps that end one of the epoch's equal parts; the last step always does. */
  private boolean evaluationDue(int stepsDone, int stepsPerEpoch) {
    long parts = Math.min(settings.evaluationsPerEpoch(), stepsPerEpoch);
    return stepsDone * parts / stepsPerEpoch > (stepsDone - 1) * parts / stepsPerEpoch;
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

    int[] of(long wanted) {
      if (wanted != epoch) {
        order = RowSample.shuffled(rows, RandomStreams.stream(seed, "order", wanted));
        epoch = wanted;
      }
      return order;
    }
  }
}
