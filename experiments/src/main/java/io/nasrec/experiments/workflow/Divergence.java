package io.nasrec.experiments.workflow;

import io.nasrec.experiments.config.schema.ConfigurationException;
import java.util.List;

/** A training that diverged, reported with what the user can change. */
public final class Divergence {
  private Divergence() {}

  /**
   * Says what to lower.
   *
   * @param stage {@code warmUp} or {@code retrain}, whose learning rate was too high
   * @param what the outcome, such as {@code the warm-up diverged (loss NaN)}
   */
  public static ConfigurationException in(String stage, double learningRate, String what) {
    return new ConfigurationException(
        List.of(
            "%s.learningRate: %s; lower it (now %s) or training.clipNorm"
                .formatted(stage, what, learningRate)));
  }
}
