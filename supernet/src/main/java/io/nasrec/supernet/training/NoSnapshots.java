package io.nasrec.supernet.training;

import io.nasrec.supernet.weights.ModelWeights;
import java.util.Map;
import java.util.Optional;

/** Keeps nothing and restores nothing. */
final class NoSnapshots implements Snapshots {

  @Override
  public void keepBest(ModelWeights weights, long step) {}

  @Override
  public void restoreBest(ModelWeights weights, long step) {}

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
}
