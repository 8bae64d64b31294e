package io.nasrec.supernet.training;

import io.nasrec.supernet.weights.ModelWeights;
import java.util.Map;
import java.util.Optional;

/** Keeps the best weights in memory, as a second copy, and no state. */
public final class MemorySnapshots implements Snapshots, AutoCloseable {
  private ModelWeights kept;

  @Override
  public void keepBest(ModelWeights weights, long step) {
    if (kept == null) {
      kept = weights.zerosLike();
    }
    kept.copyFrom(weights);
  }

  @Override
  public void restoreBest(ModelWeights weights, long step) {
    weights.copyFrom(kept);
  }

  @Override
  public boolean stateIsDue() {
    return false;
  }

  @Override
  public void keepState(
      Position position, ModelWeights weights, Map<String, ModelWeights> optimizer) {}

  @Override
  public Optional<Position> restoreState(
      long last, ModelWeights weights, Map<String, ModelWeights> optimizer) {
    return Optional.empty();
  }

  @Override
  public void dropState() {}

  @Override
  public void discard() {}

  @Override
  public void close() {
    if (kept != null) {
      kept.close();
    }
  }
}
