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

/**
 * Trains a stand-alone network on the training split, evaluates on validation, and keeps the
 * weights of the best evaluation (spec section 5).
 */
public final class Training {

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
   * @param progressive mean loss of the batches of each tenth of a pass, each before its update;
   *     the last may be of fewer steps
   * @param complete whether it ended; else it stopped at its budget and can be continued
   */
  public record Result(
      List<Evaluated> history, Evaluated best, List<Double> progressive, boolean complete) {
    public Result {
      history = List.copyOf(history);
      progressive = List.copyOf(progressive);
    }
  }

  private final TrainingHyperparameters hyperparameters;
  private final long seed;
  private final boolean evaluatesOnTheWay;

  /**
   * @param seed determines the order of the rows
   */
  public Training(TrainingHyperparameters hyperparameters, long seed) {
    this(hyperparameters, seed, true);
  }

  private Training(TrainingHyperparameters hyperparameters, long seed, boolean evaluatesOnTheWay) {
    this.hyperparameters = hyperparameters;
    this.seed = seed;
    this.evaluatesOnTheWay = evaluatesOnTheWay;
  }

  /**
   * The same without evaluations on the way: it never stops early, and its result are the weights
   * where it stops, which are evaluated there.
   */
  public Training withoutEarlyStop() {
    return new Training(hyperparameters, seed, false);
  }

  /** What determines the order of the rows and the dropout. */
  public long seed() {
    return seed;
  }

  /** How it trains. */
  public TrainingHyperparameters hyperparameters() {
    return hyperparameters;
  }

  /**
   * Where a training stops that evaluates on the way.
   *
   * @param rows the number of training rows
   * @return a number of steps
   */
  public long stop(Budget budget, int rows) {
    int perPass = hyperparameters.stepsPerPass(rows);
    return hyperparameters.evaluationFrom(
        budget.steps((long) hyperparameters.epochs() * perPass), perPass);
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
        Steps steps =
            new Steps(hyperparameters, seed, network, weights, train.rows(), batches::gather)) {
      Course course = new Course(name, hyperparameters, steps, weights, snapshots, progress);
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
        new Steps(hyperparameters, seed, network, weights, rows.rows(), end, rows::gather)) {
      new Course(name, hyperparameters, steps, weights, snapshots, progress).last();
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
