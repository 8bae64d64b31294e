package io.nasrec.search.measurement;

import io.nasrec.space.network.Weight;
import io.nasrec.space.network.Weight.Role;
import java.util.Optional;

/**
 * One parameter tensor, identified by its path, never by its shape or name alone (spec section 6).
 *
 * @param path unique in the network
 * @param role what the tensor does; empty for an embedding table
 */
public record ParameterModule(String path, Optional<Role> role) {

  /** A tensor of the network. */
  static ParameterModule of(Weight weight) {
    return new ParameterModule(weight.path(), Optional.of(weight.role()));
  }

  /** The embedding table of a field. */
  static ParameterModule embedding(int field) {
    return new ParameterModule("embedding." + field, Optional.empty());
  }

  /** Whether it is the matrix of a linear layer. */
  boolean isLinearWeight() {
    return role.filter(Role.LINEAR_WEIGHT::equals).isPresent();
  }
}
