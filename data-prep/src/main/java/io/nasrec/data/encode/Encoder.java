package io.nasrec.data.encode;

import io.nasrec.data.Batch;
import io.nasrec.data.raw.RawRows;

/**
 * Encodes new rows like those of a data set: numbers are transformed, a value that has an id gets
 * it, others the id {@link io.nasrec.data.CategoricalEncoding#RARE}, missing ones {@link
 * io.nasrec.data.CategoricalEncoding#MISSING}. Any thread may encode.
 *
 * @param columns what becomes of the columns
 * @param vocabularies the ids of the fields that are not hashed
 */
public record Encoder(ColumnEncoder columns, Vocabularies vocabularies) {

  /**
   * Encodes rows.
   *
   * @param raw rows with the features that the data set was made of
   * @return the same rows in the same order; labels are 0 where none was read
   */
  public Batch encode(RawRows raw) {
    float[] labels = new float[raw.size()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = raw.label(row);
    }
    float[] dense = new float[raw.size() * columns.denseWidth()];
    int[] ids = new int[raw.size() * columns.sparseWidth()];
    columns.dense(raw, dense);
    columns.hashed(raw, ids);
    vocabularies.encode(raw, ids);
    return new Batch(raw.size(), labels, dense, ids);
  }
}
