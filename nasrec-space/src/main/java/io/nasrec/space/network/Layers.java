package io.nasrec.space.network;

import io.nasrec.space.network.Weight.Role;
import java.util.List;
import java.util.Optional;

/** Names and shapes the layers of one block. */
record Layers(String prefix, boolean layerNorm, boolean skipWhereWidthsCoincide) {

  /** Linear map, then layer normalisation. */
  Projection project(String name, int out, List<Range> in) {
    return layer(name, out, in, true);
  }

  /** As {@link #project}; nothing at all, not even the normalisation, if the widths coincide. */
  Projection projectUnlessEqual(String name, int out, List<Range> in) {
    return coincide(out, in) ? Projection.IDENTITY : layer(name, out, in, true);
  }

  /** As {@link #project}; the normalisation alone if the widths coincide. */
  Projection mapUnlessEqualThenNorm(String name, int out, List<Range> in) {
    return layer(name, out, in, !coincide(out, in));
  }

  /** A linear map with bias and without normalisation. */
  static Projection withBias(String path, int out, List<Range> in) {
    return new Projection(
        Optional.of(matrix(path, out, in)),
        Optional.of(Weight.vector(path + ".bias", Role.LINEAR_BIAS, out)),
        Optional.empty(),
        Optional.empty());
  }

  private Projection layer(String name, int out, List<Range> in, boolean map) {
    String path = prefix + name;
    if (!layerNorm) {
      return map ? withBias(path, out, in) : Projection.IDENTITY;
    }
    return new Projection(
        map ? Optional.of(matrix(path, out, in)) : Optional.empty(),
        Optional.empty(),
        Optional.of(Weight.vector(path + ".norm.gain", Role.NORM_GAIN, out)),
        Optional.of(Weight.vector(path + ".norm.bias", Role.NORM_BIAS, out)));
  }

  private boolean coincide(int out, List<Range> in) {
    return skipWhereWidthsCoincide && Range.total(in) == out;
  }

  private static Weight matrix(String path, int out, List<Range> in) {
    return new Weight(path + ".weight", Role.LINEAR_WEIGHT, Range.first(out), in);
  }
}
