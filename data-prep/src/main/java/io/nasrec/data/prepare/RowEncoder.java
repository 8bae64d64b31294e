package io.nasrec.data.prepare;

import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.CategoricalEncoding.Buckets;
import io.nasrec.data.DatasetKey;
import io.nasrec.data.DenseColumn;
import io.nasrec.data.raw.Coding;
import io.nasrec.data.raw.RawRows;
import java.util.List;

/**
 * Encodes the parts of a raw row that do not depend on other rows: everything except vocabulary
 * ids.
 */
final class RowEncoder {
  private final List<DenseColumn> dense;
  private final List<CategoricalColumn> categorical;

  RowEncoder(DatasetKey key) {
    dense = key.dense();
    categorical = key.categorical();
  }

  /** The number of dense inputs; data without numbers gets one constant input (spec section 8). */
  int denseWidth() {
    return Math.max(1, dense.size());
  }

  int sparseWidth() {
    return categorical.size();
  }

  /** The dense inputs' names. */
  List<String> denseNames() {
    return dense.isEmpty() ? List.of("constant") : dense.stream().map(DenseColumn::name).toList();
  }

  /** May be called on any thread. */
  EncodedRows encode(RawRows raw) {
    EncodedRows rows = new EncodedRows(raw.size(), denseWidth(), sparseWidth());
    for (int row = 0; row < raw.size(); row++) {
      rows.set(row, raw.label(row), raw.split(row), raw.clickProbability(row));
      if (dense.isEmpty()) {
        rows.dense()[row] = 1;
      }
    }
    for (int i = 0; i < dense.size(); i++) {
      transform(dense.get(i), raw.dense(i), rows, i);
    }
    for (int f = 0; f < categorical.size(); f++) {
      if (categorical.get(f).encoding() instanceof Buckets buckets) {
        hash(buckets, raw.keys(f), rows, f);
      }
    }
    return rows;
  }

  private void transform(DenseColumn column, double[] values, EncodedRows rows, int i) {
    for (int row = 0; row < rows.size(); row++) {
      rows.dense()[row * dense.size() + i] = column.transform().apply(values[row]);
    }
  }

  private void hash(Buckets buckets, long[] keys, EncodedRows rows, int f) {
    for (int row = 0; row < rows.size(); row++) {
      rows.ids()[row * sparseWidth() + f] =
          keys[row] == Coding.MISSING ? CategoricalEncoding.MISSING : buckets.id(keys[row]);
    }
  }
}
