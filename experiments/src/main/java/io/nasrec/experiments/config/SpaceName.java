package io.nasrec.experiments.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nasrec.experiments.config.schema.Label;
import io.nasrec.space.SearchSpace;

/** The search spaces. */
public enum SpaceName {
  /** FC and DotProduct on the dense side, EmbeddedFC on the sparse side. */
  @JsonProperty("nasrec-small")
  NASREC_SMALL,
  /** Also SigmoidGating and Sum on the dense side, and Attention on the sparse side. */
  @JsonProperty("nasrec-full")
  NASREC_FULL,
  /**
   * Also Cross, LowRankCross and FlatFC on the dense side, and CIN on the sparse side, so that
   * hand-crafted networks have encodings.
   */
  @JsonProperty("nasrec-plus")
  NASREC_PLUS;

  /** The space with the given number of choice blocks. */
  public SearchSpace space(int blocks) {
    return switch (this) {
      case NASREC_SMALL -> SearchSpace.small(blocks);
      case NASREC_FULL -> SearchSpace.full(blocks);
      case NASREC_PLUS -> SearchSpace.plus(blocks);
    };
  }

  /** The spelling in files and on the command line. */
  @Override
  public String toString() {
    return Label.of(this);
  }
}
