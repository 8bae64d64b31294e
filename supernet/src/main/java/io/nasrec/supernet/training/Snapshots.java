package io.nasrec.supernet.training;

import io.nasrec.supernet.weights.ModelWeights;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps what a training needs later: the best weights so far and, if supported, everything needed
 * to continue after an interruption as if there had been none.
 */
public sealed interface Snapshots permits MemorySnapshots, NoSnapshots, SnapshotFiles {
  /** Keeps nothing: training ends with the weights after the last step, best or not. */
  Snapshots NONE = new NoSnapshots();

  /** Keeps the weights after a step: they are the best so far, or all that is wanted. */
  void keepBest(ModelWeights weights, long step);

  /** Restores the weights that were kept after a step. */
  void restoreBest(ModelWeights weights, long step);

  /** Whether enough has been done since the last state to save another. */
  boolean stateIsDue();

  /**
   * Keeps a state, replacing the previous one.
   *
   * @param optimizer its state, by name
   */
  void keepState(Position position, ModelWeights weights, Map<String, ModelWeights> optimizer);

  /**
   * Restores the state that an interrupted or stopped training left, if there is one. Otherwise,
   * nothing changes.
   *
   * @param last the step at which training is to stop: a state behind it is of no use
   */
  Optional<Position> restoreState(
      long last, ModelWeights weights, Map<String, ModelWeights> optimizer);

  /** Training has ended: its state will not be needed again. */
  void dropState();

  /** Training has diverged: none of it may be used. */
  void discard();
}
