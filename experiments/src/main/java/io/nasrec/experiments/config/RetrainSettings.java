package io.nasrec.experiments.config;

import io.nasrec.experiments.config.schema.Default;
import io.nasrec.experiments.config.schema.Range;
import io.nasrec.experiments.config.schema.Rules;
import io.nasrec.experiments.config.schema.Schema;
import java.util.Optional;

/**
 * The training of the best networks from scratch.
 *
 * @param epochs maximum number of passes over the training split
 * @param batchSize rows per step
 * @param learningRate highest learning rate of the schedule
 * @param patience evaluations on validation without improvement before training stops
 * @param evaluationsPerEpoch evaluations on validation per epoch
 * @param embeddingL2 weight of the squared norm of a batch's embedding rows
 * @param embeddingDropout probability that an embedding scalar of a training row is 0
 * @param embeddingRows maximum number of embedding rows per field; none = no limit
 * @param plan how far each of the best is trained
 * @param rungs lengths of training in halving, the longest a complete one
 * @param eta in halving, each length is so many times the one before, and one of so many networks
 *     goes on to it
 */
public record RetrainSettings(
    @Range(min = 1, max = 1000, unit = "epochs") int epochs,
    @Range(min = 1, max = 1048576, unit = "rows") int batchSize,
    @Range(min = 0, max = 100, aboveMin = true) double learningRate,
    @Range(min = 1, max = 1000, unit = "evaluations") int patience,
    @Range(min = 1, max = 1000, unit = "evaluations") int evaluationsPerEpoch,
    @Range(min = 0, max = 1) double embeddingL2,
    @Range(min = 0, max = 0.95) double embeddingDropout,
    @Range(min = 2, max = Integer.MAX_VALUE, unit = "rows") Optional<Integer> embeddingRows,
    @Default("full") RetrainPlan plan,
    @Range(min = 2, max = 10, unit = "lengths") @Default("2") int rungs,
    @Range(min = 2, max = 100, unit = "networks") @Default("2") int eta) {

  /**
   * Checks every component.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public RetrainSettings {
    Schema.check(
        RetrainSettings.class,
        epochs,
        batchSize,
        learningRate,
        patience,
        evaluationsPerEpoch,
        embeddingL2,
        embeddingDropout,
        embeddingRows,
        plan,
        rungs,
        eta);
    double needed = Math.pow(eta, rungs - 1.0);
    new Rules()
        .require(
            plan == RetrainPlan.FULL || (double) epochs * evaluationsPerEpoch >= needed,
            "retrain.evaluationsPerEpoch",
            ("each of the %s lengths of retrain.plan: halving must end at an evaluation of its own;"
                    + " a training needs %s of them, but has %s")
                .formatted(rungs, Math.round(needed), (long) epochs * evaluationsPerEpoch))
        .check();
  }
}
