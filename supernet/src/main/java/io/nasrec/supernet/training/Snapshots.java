package io.nasrec.supernet.training;

import io.nasrec.supernet.weights.ModelWeights;
import java.util.Optional;

/**
 * Keeps what a training needs again: the best weights so far and, where it can, all that it takes
 * to go on after an interruption as if there had been none.
 */
public sealed interface Snapshots permits MemorySnapshots, NoSnapshots, SnapshotFiles {
  /** Keep nothing: the weights after the last step are what training leaves, best or not. */
  Snapshots NONE = new NoSnapshots();

  /** Keeps weights as the best so far. */
  void keepBest(ModelWeights weights, Training.Evaluated best);

  /** Brings the weights back that were kept for an evaluation. */
  void restoreBest(ModelWeights weights, Training.Evaluated best);

  /** Whether so much has been done since the last state that it is time for one. */
  boolean stateIsDue();

  /**
   * Keeps a state in place of the one before.
   *
   * @param accumulators the optimizer's state
   */
  void keepState(Position position, ModelWeights weights, ModelWeights accumulators);

  /** Brings back the state that an interrupted training left, if there is one. */
  Optional<Position> restoreState(ModelWeights weights, ModelWeights accumulators);

  /** Training has come to its end: its state will not be asked for again. */
  void dropState();

  /** Training has diverged: nothing of it is to be used. */
  void discard();
}
