package io.nasrec.search.scoring;

import io.nasrec.space.Architecture;
import java.util.Optional;

/**
 * An architecture that a strategy wants evaluated.
 *
 * @param index position in the order of proposals, 0 for the first
 * @param generation 0 for the initial population
 * @param parent fingerprint of the network that was mutated; empty if sampled
 * @param architecture what to evaluate
 * @param fidelity how to evaluate it
 */
public record Proposal(
    int index,
    int generation,
    Optional<String> parent,
    Architecture architecture,
    Fidelity fidelity) {

  /** A proposal to be scored by the proxy. */
  public Proposal(int index, int generation, Optional<String> parent, Architecture architecture) {
    this(index, generation, parent, architecture, Fidelity.SCORED);
  }
}
