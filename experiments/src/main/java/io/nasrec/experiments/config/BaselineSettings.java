package io.nasrec.experiments.config;

/**
 * The logistic regression that networks are compared with.
 *
 * @param epochs passes over the training split
 * @param batchSize rows per step
 * @param learningRate learning rate
 */
public record BaselineSettings(
    @Range(min = 1, max = 1000, unit = "epochs") int epochs,
    @Range(min = 1, max = 1048576, unit = "rows") int batchSize,
    @Range(min = 0, max = 100, aboveMin = true) double learningRate) {

  /**
   * Checks every component.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public BaselineSettings {
    Schema.check(BaselineSettings.class, epochs, batchSize, learningRate);
  }
}
