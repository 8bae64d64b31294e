package io.nasrec.experiments.config;

import io.nasrec.experiments.config.schema.Range;
import io.nasrec.experiments.config.schema.Schema;

/**
 * The search space.
 *
 * @param name the search space
 * @param blocks choice blocks; the papers have 7
 * @param layerNorm whether layers are normalised, in the search and in retraining alike
 * @param embeddingDim width of an embedding row; the papers have 16
 */
public record SpaceSettings(
    SpaceName name,
    @Range(min = 1, max = 7, unit = "blocks") int blocks,
    boolean layerNorm,
    @Range(min = 8, max = 64, multipleOf = 8, unit = "dimensions") int embeddingDim) {

  /**
   * Checks every component.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public SpaceSettings {
    Schema.check(SpaceSettings.class, name, blocks, layerNorm, embeddingDim);
  }
}
