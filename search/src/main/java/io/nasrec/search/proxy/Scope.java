package io.nasrec.search.proxy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nasrec.space.network.Weight;
import io.nasrec.space.network.Weight.Role;

/** The modules (parameter tensors) that a gradient proxy looks at (spec section 6). */
public enum Scope {
  /** All but embedding rows, and but the key bias, whose gradient is zero by construction. */
  @JsonProperty("dense")
  DENSE {
    @Override
    public boolean contains(Weight weight) {
      return weight.role() != Role.KEY_BIAS;
    }
  },
  /** Weight matrices of linear layers only: the choice of [Z]. */
  @JsonProperty("linear")
  LINEAR {
    @Override
    public boolean contains(Weight weight) {
      return weight.role() == Role.LINEAR_WEIGHT;
    }
  },
  /** The last linear layer: what the published scripts do. */
  @JsonProperty("head")
  HEAD {
    @Override
    public boolean contains(Weight weight) {
      return weight.path().startsWith("head.");
    }
  };

  /** Whether a tensor is one of the scope's modules. */
  public abstract boolean contains(Weight weight);
}
