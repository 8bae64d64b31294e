package io.nasrec.supernet.training;

import io.nasrec.data.BatchSource;
import io.nasrec.data.Progress;
import io.nasrec.data.RandomStreams;
import io.nasrec.data.RowSample;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.weights.ModelWeights;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains a stand-alone network on the training split, compares on validation, and keeps the weights
 * of the best evaluation (spec section 5).
 */
public final class Training {

  /**
   * How to train.
   *
   * @param epochs passes over the training split at most, at least 1
   * @param batchSize rows per step, at least 1
   * @param learningRate highest learning rate
   * @param evaluationsPerEpoch evaluations on validation per epoch, evenly spaced, at least 1
   * @param patience evaluations in a row without improvement after which training stops, at least 1
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
   * @param trainLoss mean loss over the steps since the evaluation before
   * @param validation on the validation split
   */
  public record Evaluated(long step, double trainLoss, Metrics validation) {}

  /**
   * What came out; the weights are those of {@link #best}.
   *
   * @param history all evaluations
   * @param best the evaluation with the lowest validation log loss
   */
  public record Result(List<Evaluated> history, Evaluated best) {}

  private final Settings settings;
  private final long seed;

  /**
   * @param seed decides the order of the rows
   */
  public Training(Settings settings, long seed) {
    this.settings = settings;
    this.seed = seed;
  }

  /**
   * Trains initialised weights and leaves the best ones in them.
   *
   * @param name what progress calls the network
   * @throws DivergenceException if a loss, training or validation, or a gradient is not finite
   */
  public Result run(
      String name,
      CtrNetwork network,
      ModelWeights weights,
      BatchSource train,
      BatchSource validation,
      Progress progress) {
    int stepsPerEpoch = (train.rows() + settings.batchSize() - 1) / settings.batchSize();
    long total = (long) settings.epochs() * stepsPerEpoch;
    CosineSchedule schedule = settings.optimizer().schedule(settings.learningRate(), total);
    Evaluation evaluation = new Evaluation(network, weights);
    List<Evaluated> history = new ArrayList<>();
    Evaluated best = null;
    try (Adagrad adagrad = settings.optimizer().adagrad(weights);
        ModelWeights kept = weights.zerosLike()) {
      Step trainer =
          new Step(
              weights,
              adagrad,
              settings.embeddingL2(),
              new Dropout(settings.embeddingDropout(), RandomStreams.stream(seed, "dropout")));
      double lossSum = 0;
      long lossSteps = 0;
      int withoutImprovement = 0;
      int[] rows = {};
      for (long step = 0; step < total && withoutImprovement < settings.patience(); step++) {
        int inEpoch = (int) (step % stepsPerEpoch);
        if (inEpoch == 0) {
          rows =
              RowSample.shuffled(
                  train.rows(), RandomStreams.stream(seed, "order", step / stepsPerEpoch));
        }
        int from = inEpoch * settings.batchSize();
        int to = Math.min(rows.length, from + settings.batchSize());
        lossSum += trainer.train(network, train.gather(rows, from, to), schedule.at(step));
        lossSteps++;
        progress.update(name, step + 1, total, "steps");
        if (evaluationDue(inEpoch + 1, stepsPerEpoch)) {
          Evaluated now = new Evaluated(step + 1, lossSum / lossSteps, evaluation.on(validation));
          if (!Double.isFinite(now.validation().logLoss())) {
            throw new DivergenceException("validation loss " + now.validation().logLoss());
          }
          history.add(now);
          lossSum = 0;
          lossSteps = 0;
          if (best == null || now.validation().logLoss() < best.validation().logLoss()) {
            best = now;
            kept.copyFrom(weights);
            withoutImprovement = 0;
          } else {
            withoutImprovement++;
          }
        }
      }
      weights.copyFrom(kept);
    }
    return new Result(List.copyOf(history), best);
  }

  /** True after the steps that end each of the epoch's equal parts; the last one always does. */
  private boolean evaluationDue(int stepsDone, int stepsPerEpoch) {
    long parts = Math.min(settings.evaluationsPerEpoch(), stepsPerEpoch);
    return stepsDone * parts / stepsPerEpoch > (stepsDone - 1) * parts / stepsPerEpoch;
  }
}
