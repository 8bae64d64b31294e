package io.nasrec.supernet.training;

import io.nasrec.commons.Progress;
import io.nasrec.data.AllRows;
import io.nasrec.data.BatchSource;
import io.nasrec.data.ReadAhead;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.weights.ModelWeights;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

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

    /** The number of steps in a pass over rows; the last may be smaller than the others. */
    public int stepsPerPass(int rows) {
      return (rows + batchSize - 1) / batchSize;
    }

    /**
     * The number of steps after which other rows have been passed over as often as some rows were
     * after a number of steps; a part of a step counts as one.
     *
     * @param steps made on {@code rows} rows
     * @param others the number of the other rows
     */
    public long equalPasses(long steps, int rows, int others) {
      long perPass = stepsPerPass(rows);
      return (steps * stepsPerPass(others) + perPass - 1) / perPass;
    }

    /** True for the steps that end one of the pass's equal parts; the last step always does. */
    boolean evaluatesAfter(long step, int perPass) {
      long parts = Math.min(evaluationsPerEpoch, perPass);
      long inPass = (step - 1) % perPass;
      return (inPass + 1) * parts / perPass > inPass * parts / perPass;
    }

    /** The first step from the given one on that is followed by an evaluation. */
    long evaluationFrom(long step, int perPass) {
      return LongStream.iterate(step, next -> next + 1)
          .filter(next -> evaluatesAfter(next, perPass))
          .findFirst()
          .orElseThrow();
    }
  }

  /**
   * One evaluation.
   *
   * @param step steps made before it
   * @param trainLoss mean over the steps since the previous evaluation of the loss of each batch
   *     before its update; without evaluations on the way, the progressive loss (spec section 9)
   * @param validation metrics on the validation split
   */
  public record Evaluated(long step, double trainLoss, Metrics validation) {

    /** The evaluation with the lowest log loss, the first of equals. */
    public static Optional<Evaluated> best(List<Evaluated> history) {
      return history.stream()
          .min(Comparator.comparingDouble(evaluation -> evaluation.validation().logLoss()));
    }
  }

  /**
   * The result; the weights are those of {@link #best}.
   *
   * @param history all evaluations on the way
   * @param best the evaluation with the lowest validation log loss
   * @param complete whether it ended; else it stopped at its budget and can be continued
   */
  public record Result(List<Evaluated> history, Evaluated best, boolean complete) {}

  private final Settings settings;
  private final long seed;
  private final boolean evaluatesOnTheWay;

  /**
   * @param seed determines the order of the rows
   */
  public Training(Settings settings, long seed) {
    this(settings, seed, true);
  }

  private Training(Settings settings, long seed, boolean evaluatesOnTheWay) {
    this.settings = settings;
    this.seed = seed;
    this.evaluatesOnTheWay = evaluatesOnTheWay;
  }

  /**
   * The same without evaluations on the way: it never stops early, and its result are the weights
   * where it stops, which are evaluated there.
   */
  public Training withoutEarlyStop() {
    return new Training(settings, seed, false);
  }

  /** How it trains. */
  public Settings settings() {
    return settings;
  }

  /**
   * Where a training stops that evaluates on the way.
   *
   * @param rows the number of training rows
   * @return a number of steps
   */
  public long stop(Budget budget, int rows) {
    int perPass = settings.stepsPerPass(rows);
    return settings.evaluationFrom(budget.steps((long) settings.epochs() * perPass), perPass);
  }

  /** Trains to the end; see the next method. */
  public Result run(
      String name,
      CtrNetwork network,
      ModelWeights weights,
      BatchSource train,
      BatchSource validation,
      Snapshots snapshots,
      Progress progress) {
    return run(name, network, weights, train, validation, Budget.COMPLETE, snapshots, progress);
  }

  /**
   * Trains initialised weights, or goes on with a training that was interrupted or stopped at a
   * smaller budget, and leaves the best weights in them. One that evaluates on the way stops at the
   * first evaluation at or after its budget.
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
      Budget budget,
      Snapshots snapshots,
      Progress progress) {
    Evaluation evaluation = new Evaluation(network, weights);
    UnaryOperator<Position> evaluated = position -> evaluated(position, evaluation.on(validation));
    try (ReadAhead batches = new ReadAhead(train);
        Steps steps = new Steps(settings, seed, network, weights, train.rows(), batches::gather)) {
      Course course = new Course(name, settings, steps, weights, snapshots, progress);
      return evaluatesOnTheWay ? course.best(budget, evaluated) : course.last(budget, evaluated);
    } catch (DivergenceException e) {
      snapshots.discard();
      throw e;
    }
  }

  /**
   * Trains initialised weights for a number of steps on all rows, or resumes an interrupted
   * training, and keeps the weights after the last step: no rows are left to find better ones.
   *
   * @param name the network's name in progress reports
   * @param end the number of steps, at least 1
   * @param snapshots keep the last weights, and the state
   * @throws DivergenceException if a loss or a gradient is not finite
   */
  public void run(
      String name,
      CtrNetwork network,
      ModelWeights weights,
      AllRows rows,
      long end,
      Snapshots snapshots,
      Progress progress) {
    try (Steps steps =
        new Steps(settings, seed, network, weights, rows.rows(), end, rows::gather)) {
      new Course(name, settings, steps, weights, snapshots, progress).last();
    } catch (DivergenceException e) {
      snapshots.discard();
      throw e;
    }
  }

  /** Like the first method, with the best weights in memory and no resumable state. */
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

  /** A position after an evaluation, unless the loss shows that training has diverged. */
  private static Position evaluated(Position position, Metrics validation) {
    if (!Double.isFinite(validation.logLoss())) {
      throw new DivergenceException("validation loss " + validation.logLoss());
    }
    return position.evaluated(new Evaluated(position.step(), position.trainLoss(), validation));
  }
}
