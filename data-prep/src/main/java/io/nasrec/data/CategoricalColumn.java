package io.nasrec.data;

import java.util.Objects;

/**
 * A categorical field of a prepared data set.
 *
 * @param name the field's name
 * @param encoding how its values become ids
 */
public record CategoricalColumn(String name, CategoricalEncoding encoding) {
  /** Checks the values. */
  public CategoricalColumn {
    Objects.requireNonNull(name, "name must be given");
    Objects.requireNonNull(encoding, "encoding must be given");
  }
}
