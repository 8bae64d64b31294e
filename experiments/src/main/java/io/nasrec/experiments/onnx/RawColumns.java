package io.nasrec.experiments.onnx;

import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.DenseColumn;
import java.util.List;
import java.util.Set;

/**
 * The columns of raw rows, in the order of a network's inputs.
 *
 * @param dense numbers; may be empty
 * @param categorical categories, at least one
 * @param missing texts that stand for a missing value, besides the empty one
 * @param values the categories' values
 */
public record RawColumns(
    List<DenseColumn> dense,
    List<CategoricalColumn> categorical,
    Set<String> missing,
    FieldValues values) {
  public RawColumns {
    dense = List.copyOf(dense);
    categorical = List.copyOf(categorical);
    missing = Set.copyOf(missing);
  }
}
