package io.nasrec.supernet.training;

import io.nasrec.commons.Progress;
import io.nasrec.data.AllRows;
import io.nasrec.data.BatchSource;
import io.nasrec.data.ReadAhead;
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

  /** How it trains. */
  public Settings settings() {
    return settings;
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
    Evaluation evaluation = new Evaluation(network, weights);
    try (ReadAhead batches = new ReadAhead(train);
        Steps steps = new Steps(settings, seed, network, weights, train.rows(), batches::gather)) {
      Position position =
          snapshots.restoreState(weights, steps.accumulators()).orElse(Position.START);
      while (position.step() < steps.total()
          && position.withoutImprovement() < settings.patience()) {
        position = steps.after(position);
        boolean evaluated = evaluationDue(position.step(), steps.perPass());
        if (evaluated) {
          position = evaluated(position, evaluation.on(validation));
          if (position.withoutImprovement() == 0) {
            snapshots.keepBest(weights, position.step());
          }
        }
        if (evaluated || snapshots.stateIsDue()) {
          snapshots.keepState(position, weights, steps.accumulators());
        }
        progress.update(name, position.step(), steps.total(), "steps");
      }
      Evaluated best = position.best().orElseThrow();
      snapshots.restoreBest(weights, best.step());
      snapshots.dropState();
      return new Result(position.history(), best);
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
      Position position =
          snapshots.restoreState(weights, steps.accumulators()).orElse(Position.START);
      while (position.step() < end) {
        position = steps.after(position);
        if (snapshots.stateIsDue()) {
          snapshots.keepState(position, weights, steps.accumulators());
        }
        progress.update(name, position.step(), end, "steps");
      }
      snapshots.keepBest(weights, end);
      snapshots.dropState();
    } catch (DivergenceException e) {
      snapshots.discard();
      throw e;
    }
  }

  /**
   * This training up to a share of its steps.
   *
   * @param share above 0 and at most 1
   */
  PartialTraining upTo(double share) {
    return new PartialTraining(settings, seed, share);
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

  private static Position evaluated(Position position, Metrics validation) {
    return position.evaluated(
        new Evaluated(position.step(), position.trainLoss(), requireFinite(validation)));
  }

  /** Validation metrics, unless the loss shows that training has diverged. */
  static Metrics requireFinite(Metrics validation) {
    if (!Double.isFinite(validation.logLoss())) {
      throw new DivergenceException("validation loss " + validation.logLoss());
    }
    return validation;
  }

  /** True after the steps that end one of the epoch's equal parts; the last step always does. */
  private boolean evaluationDue(long step, int stepsPerEpoch) {
    long parts = Math.min(settings.evaluationsPerEpoch(), stepsPerEpoch);
    long inEpoch = (step - 1) % stepsPerEpoch;
    return (inEpoch + 1) * parts / stepsPerEpoch > inEpoch * parts / stepsPerEpoch;
  }
}
