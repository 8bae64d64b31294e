package io.nasrec.experiments.onnx;

import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.DenseColumn;
import java.util.List;
import java.util.Set;

/**
 * The columns of raw rows, in the order of a network's inputs.
 *
 * @param dense numbers; may be empty
 * @param fields categories, at least one
 */
public record RawColumns(List<DenseColumn> dense, List<Field> fields) {
  public RawColumns {
    dense = List.copyOf(dense);
    fields = List.copyOf(fields);
  }

  /**
   * A categorical column.
   *
   * @param column its name and the encoding of its values
   * @param missing texts that stand for a missing value, besides the empty one
   * @param values the values with ids; not used for a hashed column
   */
  public record Field(CategoricalColumn column, Set<String> missing, FieldValues values) {
    public Field {
      missing = Set.copyOf(missing);
    }

    String name() {
      return column.name();
    }
  }
}
