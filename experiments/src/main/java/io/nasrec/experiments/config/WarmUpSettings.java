package io.nasrec.experiments.config;

import io.nasrec.experiments.config.schema.Amount;
import io.nasrec.experiments.config.schema.Range;
import io.nasrec.experiments.config.schema.Schema;
import io.nasrec.experiments.config.schema.Unit;
import java.util.Optional;

/**
 * The training of the supernet before the search.
 *
 * @param sample share or number of the training rows that it sees, drawn at random; 0 leaves it as
 *     it was initialised
 * @param epochs passes over the sample
 * @param batchSize rows per step
 * @param learningRate highest learning rate of the schedule
 * @param fullPathDecay share or number of steps over which the probability of a full-path step
 *     falls from 1 to 0
 * @param embeddingRows maximum number of embedding rows per field; ids beyond it share a row; none
 *     = no limit
 */
public record WarmUpSettings(
    @Unit("rows") Amount sample,
    @Range(min = 1, max = 1000, unit = "epochs") int epochs,
    @Range(min = 1, max = 1048576, unit = "rows") int batchSize,
    @Range(min = 0, max = 100, aboveMin = true) double learningRate,
    @Unit("steps") Amount fullPathDecay,
    @Range(min = 2, max = Integer.MAX_VALUE, unit = "rows") Optional<Integer> embeddingRows) {

  /**
   * Checks every component.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public WarmUpSettings {
    Schema.check(
        WarmUpSettings.class,
        sample,
        epochs,
        batchSize,
        learningRate,
        fullPathDecay,
        embeddingRows);
  }
}
