package io.nasrec.search.evidence;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nasrec.space.network.Weight;
import io.nasrec.space.network.Weight.Role;

/**
 * The modules (parameter tensors) that a gradient proxy looks at (spec section 6). The bias of the
 * attention's keys is in none: its gradient is zero by construction.
 */
public enum Scope {
  /** All but embedding rows. */
  @JsonProperty("dense")
  DENSE {
    @Override
    boolean holds(ParameterModule module) {
      return module.role().isPresent();
    }
  },
  /**
   * Weight matrices of linear layers only: the choice of [Z]. The projections inside the attention
   * are parts of one operation and not among them, as in the published codes.
   */
  @JsonProperty("linear")
  LINEAR {
    @Override
    boolean holds(ParameterModule module) {
      return module.isLinearWeight();
    }
  },
  /** All modules, the embedding rows of the scoring batches included. */
  @JsonProperty("all")
  ALL {
    @Override
    boolean holds(ParameterModule module) {
      return true;
    }
  },
  /** The last linear layer: what the published scripts do. */
  @JsonProperty("head")
  HEAD {
    @Override
    boolean holds(ParameterModule module) {
      return module.path().startsWith("head.");
    }
  };

  abstract boolean holds(ParameterModule module);

  /** Whether a tensor of the network is one of the scope's modules. */
  public final boolean contains(Weight weight) {
    return contains(ParameterModule.of(weight));
  }

  /** Whether a module is one of the scope's. */
  final boolean contains(ParameterModule module) {
    return holds(module) && module.role().filter(Role.KEY_BIAS::equals).isEmpty();
  }
}
