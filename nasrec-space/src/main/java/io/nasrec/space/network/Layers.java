package io.nasrec.space.network;

import io.nasrec.space.network.Weight.Role;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Names and shapes the layers of one block. */
record Layers(String prefix, boolean layerNorm, boolean skipWhereWidthsCoincide) {

  /** Linear map, then layer normalisation. */
  Projection project(String name, int out, List<Range> in) {
    return layer(name, out, in, true, !layerNorm);
  }

  /**
   * Like {@link #project}, but nothing at all, not even the normalisation, if the widths are equal.
   */
  Projection projectUnlessEqual(String name, int out, List<Range> in) {
    return coincide(out, in) ? Projection.IDENTITY : project(name, out, in);
  }

  /** Like {@link #project}, but only the normalisation if the widths are equal. */
  Projection mapUnlessEqualThenNorm(String name, int out, List<Range> in) {
    return layer(name, out, in, !coincide(out, in), !layerNorm);
  }

  /**
   * Like {@link #mapUnlessEqualThenNorm}, but the map has a bias although a normalisation follows.
   */
  Projection mapWithBiasUnlessEqualThenNorm(String name, int out, List<Range> in) {
    return layer(name, out, in, !coincide(out, in), true);
  }

  /** A linear map with neither bias nor normalisation. */
  Projection map(String name, int out, List<Range> in) {
    return new Projection(
        Optional.of(matrix(name, Role.LINEAR_WEIGHT, out, in)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Layer normalisation alone, if layers are normalised. */
  Projection norm(String name, int width) {
    return layer(name, width, Range.first(width), false, false);
  }

  /** A linear map with bias and without normalisation. */
  Projection withBias(String name, int out, List<Range> in) {
    return withBias(name, Role.LINEAR_WEIGHT, out, in);
  }

  /** Like {@link #withBias(String, int, List)}, with a matrix of another role. */
  Projection withBias(String name, Role role, int out, List<Range> in) {
    return linear(prefix + name, role, out, in);
  }

  /**
   * Layer normalisation after a residual connection, present whether or not layers are normalised.
   */
  Projection residualNorm(String name, int width) {
    return new Projection(
        Optional.empty(),
        Optional.empty(),
        Optional.of(vector(name + ".norm.gain", Role.RESIDUAL_NORM_GAIN, width)),
        Optional.of(vector(name + ".norm.bias", Role.NORM_BIAS, width)));
  }

  /** Only a matrix. */
  Weight matrix(String name, Role role, int out, List<Range> in) {
    return matrixAt(prefix + name, role, out, in);
  }

  /** Only a vector. */
  Weight vector(String name, Role role, int size) {
    return Weight.vector(prefix + name, role, size);
  }

  /** Like {@link #withBias}, outside any block. */
  static Projection linear(String path, Role role, int out, List<Range> in) {
    return new Projection(
        Optional.of(matrixAt(path, role, out, in)),
        Optional.of(Weight.vector(path + ".bias", Role.LINEAR_BIAS, out)),
        Optional.empty(),
        Optional.empty());
  }

  private Projection layer(String name, int out, List<Range> in, boolean map, boolean bias) {
    return new Projection(
        optional(map, () -> matrix(name, Role.LINEAR_WEIGHT, out, in)),
        optional(map && bias, () -> vector(name + ".bias", Role.LINEAR_BIAS, out)),
        optional(layerNorm, () -> vector(name + ".norm.gain", Role.NORM_GAIN, out)),
        optional(layerNorm, () -> vector(name + ".norm.bias", Role.NORM_BIAS, out)));
  }

  private static Optional<Weight> optional(boolean present, Supplier<Weight> weight) {
    return present ? Optional.of(weight.get()) : Optional.empty();
  }

  private boolean coincide(int out, List<Range> in) {
    return skipWhereWidthsCoincide && Range.total(in) == out;
  }

  private static Weight matrixAt(String path, Role role, int out, List<Range> in) {
    return new Weight(path + ".weight", role, Range.first(out), in);
  }
}
