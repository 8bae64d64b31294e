package io.nasrec.data.raw;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The features of raw rows.
 *
 * @param dense the names of the numeric features, D of them; may be empty
 * @param categorical the categorical fields, F of them, at least one
 * @param carried columns whose text goes with each row, whatever else they are
 */
public record RawSchema(
    List<String> dense, List<CategoricalField> categorical, List<String> carried) {
  /** Copies the lists and checks the names. */
  public RawSchema {
    carried = List.copyOf(carried);
    dense = List.copyOf(dense);
    categorical = List.copyOf(categorical);
    if (categorical.isEmpty()) {
      throw new IllegalArgumentException("categorical must hold a field, but was empty");
    }
    Set<String> names = new HashSet<>();
    Stream.concat(dense.stream(), categorical.stream().map(CategoricalField::name))
        .filter(name -> !names.add(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "names must differ, but \"" + name + "\" comes twice");
            });
  }

  /**
   * Rows of features alone.
   *
   * @param dense the names of the numeric features; may be empty
   * @param categorical the categorical fields, at least one
   */
  public RawSchema(List<String> dense, List<CategoricalField> categorical) {
    this(dense, categorical, List.of());
  }

  /**
   * The categorical fields' names.
   *
   * @return F names
   */
  public List<String> categoricalNames() {
    return categorical.stream().map(CategoricalField::name).toList();
  }
}
