package io.nasrec.search.measurement;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nasrec.space.network.Weight;
import io.nasrec.space.network.Weight.Role;

/**
 * The modules (parameter tensors) that a gradient proxy uses (spec section 6). The bias of the
 * attention's keys is in no scope: its gradient is zero by construction.
 */
public enum Scope {
  /** All modules except embedding rows. */
  @JsonProperty("dense")
  DENSE {
    @Override
    boolean holds(ParameterModule module) {
      return module.role().isPresent();
    }
  },
  /**
   * Only the weight matrices of linear layers, as in [Z]. The projections inside the attention are
   * parts of one operation and are excluded, as in the published code.
   */
  @JsonProperty("linear")
  LINEAR {
    @Override
    boolean holds(ParameterModule module) {
      return module.isLinearWeight();
    }
  },
  /** All modules, including the embedding rows of the scoring batches. */
  @JsonProperty("all")
  ALL {
    @Override
    boolean holds(ParameterModule module) {
      return true;
    }
  },
  /** The last linear layer, as in the published scripts. */
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

  /** Whether a module belongs to the scope. */
  final boolean contains(ParameterModule module) {
    return holds(module) && module.role().filter(Role.KEY_BIAS::equals).isEmpty();
  }
}
