package io.nasrec.experiments.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How weights are updated (spec section 5). */
public enum OptimizerName {
  /** As in the papers. */
  @JsonProperty("adagrad")
  ADAGRAD,
  /** Adam, lazy on embedding rows; tensors decay apart from the gradient (AdamW). */
  @JsonProperty("adam")
  ADAM
}
