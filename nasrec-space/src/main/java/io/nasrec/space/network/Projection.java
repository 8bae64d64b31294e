package io.nasrec.space.network;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A linear map over the last axis, then layer normalisation; each may be absent.
 *
 * @param weight matrix {@code (out, in)}; empty if the widths are equal and no map is needed
 * @param bias bias of the linear map; empty if layer normalisation follows, except in a gate
 * @param gain gain of the layer normalisation over the output width
 * @param shift bias of the layer normalisation; present if and only if the gain is
 */
public record Projection(
    Optional<Weight> weight, Optional<Weight> bias, Optional<Weight> gain, Optional<Weight> shift) {

  /** Passes its input through. */
  static final Projection IDENTITY =
      new Projection(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** The parameter tensors that are present. */
  public List<Weight> weights() {
    return Stream.of(weight, bias, gain, shift).flatMap(Optional::stream).toList();
  }

  /** The parameter tensors of several. */
  static List<Weight> weightsOf(Projection... projections) {
    return Stream.of(projections).flatMap(p -> p.weights().stream()).toList();
  }

  /** Multiply-accumulates for one input vector; normalisation is not counted. */
  public long macs() {
    return weight.map(Weight::size).orElse(0L);
  }
}
