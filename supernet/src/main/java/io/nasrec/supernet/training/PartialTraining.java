package io.nasrec.supernet.training;

import io.nasrec.data.BatchSource;
import io.nasrec.data.ReadAhead;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.weights.ModelWeights;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * A training that stops at a share of its steps, where its weights are measured; there is no
 * evaluation on the way and no early stop. One that stops on the way and is continued equals one
 * that does not, bit for bit.
 *
 * @param seed determines the order of the rows
 * @param share of the complete training's steps, above 0 and at most 1; at least one step is made
 */
record PartialTraining(Training.Settings settings, long seed, double share) {

  /**
   * Trains initialised weights, or continues a training that stopped before.
   *
   * @param snapshots keep the state, also where the training stops on the way
   * @return the metrics on validation; empty if the kept state lies behind that place: the weights
   *     are of no use then
   * @throws DivergenceException if a loss, training or validation, or a gradient is not finite
   */
  Optional<Metrics> run(
      CtrNetwork network,
      ModelWeights weights,
      BatchSource train,
      BatchSource validation,
      Snapshots snapshots) {
    try (ReadAhead batches = new ReadAhead(train);
        Steps steps = new Steps(settings, seed, network, weights, train.rows(), batches::gather)) {
      long end = Math.max(1, Math.round(share * steps.total()));
      Position position =
          snapshots.restoreState(weights, steps.accumulators()).orElse(Position.START);
      if (position.step() > end) {
        return Optional.empty();
      }
      while (position.step() < end) {
        requireNotInterrupted();
        position = steps.after(position);
        if (snapshots.stateIsDue()) {
          snapshots.keepState(position, weights, steps.accumulators());
        }
      }
      Metrics metrics = Training.requireFinite(new Evaluation(network, weights).on(validation));
      if (end < steps.total()) {
        snapshots.keepState(position, weights, steps.accumulators());
      } else {
        snapshots.dropState();
      }
      return Optional.of(metrics);
    } catch (DivergenceException e) {
      snapshots.discard();
      throw e;
    }
  }

  private static void requireNotInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted in training");
    }
  }
}
