package io.nasrec.data;

import java.util.Objects;

/**
 * A dense input of a prepared data set.
 *
 * @param name the feature's name
 * @param transform the transform of its numbers
 */
public record DenseColumn(String name, DenseTransform transform) {
  /** Checks the values. */
  public DenseColumn {
    Objects.requireNonNull(name, "name must be given");
    Objects.requireNonNull(transform, "transform must be given");
  }
}
