package io.nasrec.supernet.model;

import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.DenseColumn;
import io.nasrec.data.Manifest;
import io.nasrec.data.RawFormat;
import io.nasrec.data.raw.CategoricalField;
import io.nasrec.data.table.RawFormats;
import java.util.List;

/**
 * The data set that a network was trained on, as far as predictions need it and people ask for it.
 *
 * @param digest {@link Manifest#digest()}
 * @param raw the raw data's name
 * @param label the column that is predicted
 * @param format how raw rows are read
 * @param dense the transform of each numeric column; may be empty
 * @param categorical the encoding of each categorical field
 * @param train rows of the training split
 * @param validation rows of the validation split
 * @param test rows of the test split
 */
public record ModelData(
    String digest,
    String raw,
    String label,
    RawFormat format,
    List<DenseColumn> dense,
    List<CategoricalColumn> categorical,
    Manifest.Part train,
    Manifest.Part validation,
    Manifest.Part test) {
  public ModelData {
    dense = List.copyOf(dense);
    categorical = List.copyOf(categorical);
  }

  /** A data set as its manifest describes it. */
  public static ModelData of(Manifest manifest) {
    return new ModelData(
        manifest.digest(),
        manifest.raw().name(),
        RawFormats.label(manifest.key().format()),
        manifest.key().format(),
        manifest.key().dense(),
        manifest.key().categorical(),
        manifest.train(),
        manifest.validation(),
        manifest.test());
  }

  /** The categorical fields as raw rows have them, in the order of {@link #categorical()}. */
  public List<CategoricalField> fields() {
    return RawFormats.schema(format).categorical();
  }

  /** The columns that a row needs, as files name them. */
  public List<String> inputs() {
    return RawFormats.inputs(format);
  }
}
