package io.nasrec.data.encode;

import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.CategoricalEncoding.Buckets;
import io.nasrec.data.DenseColumn;
import io.nasrec.data.raw.Coding;
import io.nasrec.data.raw.RawRows;
import java.util.Arrays;
import java.util.List;

/**
 * What can be encoded of raw rows without knowing the others: all but ids of vocabularies. Any
 * thread may encode.
 *
 * @param dense what becomes of each numeric feature; may be empty
 * @param categorical what becomes of each categorical field
 */
public record ColumnEncoder(List<DenseColumn> dense, List<CategoricalColumn> categorical) {
  /** Copies the lists. */
  public ColumnEncoder {
    dense = List.copyOf(dense);
    categorical = List.copyOf(categorical);
  }

  /** The number of dense inputs; data without numbers gets one constant input (spec section 8). */
  public int denseWidth() {
    return Math.max(1, dense.size());
  }

  /** The number of fields. */
  public int sparseWidth() {
    return categorical.size();
  }

  /** The dense inputs' names. */
  public List<String> denseNames() {
    return dense.isEmpty() ? List.of("constant") : dense.stream().map(DenseColumn::name).toList();
  }

  /**
   * Transforms the numbers.
   *
   * @param raw the rows
   * @param inputs (size × D), row-major, to be filled
   */
  public void dense(RawRows raw, float[] inputs) {
    if (dense.isEmpty()) {
      Arrays.fill(inputs, 0, raw.size(), 1);
    }
    for (int i = 0; i < dense.size(); i++) {
      DenseColumn column = dense.get(i);
      double[] values = raw.dense(i);
      for (int row = 0; row < raw.size(); row++) {
        inputs[row * dense.size() + i] = column.transform().apply(values[row]);
      }
    }
  }

  /**
   * Gives the values of hashed fields their ids.
   *
   * @param raw the rows
   * @param ids (size × F), row-major; those of other fields stay
   */
  public void hashed(RawRows raw, int[] ids) {
    for (int f = 0; f < categorical.size(); f++) {
      if (categorical.get(f).encoding() instanceof Buckets buckets) {
        long[] keys = raw.keys(f);
        for (int row = 0; row < raw.size(); row++) {
          ids[row * sparseWidth() + f] =
              keys[row] == Coding.MISSING ? CategoricalEncoding.MISSING : buckets.id(keys[row]);
        }
      }
    }
  }
}
