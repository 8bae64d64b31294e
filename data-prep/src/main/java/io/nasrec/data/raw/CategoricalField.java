package io.nasrec.data.raw;

import java.util.Objects;

/**
 * A categorical field of raw rows.
 *
 * @param name the field's name
 * @param coding what its values look like
 */
public record CategoricalField(String name, Coding coding) {
  /** Checks the values. */
  public CategoricalField {
    Objects.requireNonNull(coding, "coding must be given");
    if (name.isBlank()) {
      throw new IllegalArgumentException("name must be given, but was blank");
    }
  }
}
