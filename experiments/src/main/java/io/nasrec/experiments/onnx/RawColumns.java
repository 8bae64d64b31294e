package io.nasrec.experiments.onnx;

import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.DenseColumn;
import io.nasrec.data.RawFormat;
import io.nasrec.data.encode.VocabularyReader;
import io.nasrec.supernet.model.ModelData;
import java.nio.file.Path;
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

  /**
   * The columns of the files that a data set was prepared from.
   *
   * @param data the data set
   * @param vocabulary its {@code vocabulary.arrow}, or a copy
   */
  public static RawColumns of(ModelData data, Path vocabulary) {
    RawFormat.Columns own = data.format().columns();
    return new RawColumns(
        data.dense(),
        data.categorical(),
        own == null ? Set.of() : Set.copyOf(own.missing()),
        visitor ->
            VocabularyReader.read(
                vocabulary,
                (field, id, text, count) -> {
                  if (text != null) {
                    visitor.value(field, text, id);
                  }
                }));
  }
}
