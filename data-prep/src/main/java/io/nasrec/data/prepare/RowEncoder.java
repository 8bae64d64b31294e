package io.nasrec.data.prepare;

import io.nasrec.data.DenseTransform;
import io.nasrec.data.raw.RawRows;
import java.util.List;

/** Turns raw values into a network's inputs. */
final class RowEncoder {
  private final DenseTransform transform;
  private final FieldVocabulary[] vocabularies;
  private final int numbers;

  RowEncoder(DenseTransform transform, int numbers, List<FieldVocabulary> vocabularies) {
    this.transform = transform;
    this.numbers = numbers;
    this.vocabularies = vocabularies.toArray(FieldVocabulary[]::new);
  }

  /** The number of dense inputs; data without numbers gets one constant input (spec section 8). */
  int denseWidth() {
    return Math.max(1, numbers);
  }

  int sparseWidth() {
    return vocabularies.length;
  }

  /** The dense inputs' names. */
  static List<String> denseNames(List<String> rawNames) {
    return rawNames.isEmpty() ? List.of("constant") : rawNames;
  }

  void encode(RawRows rows, int row, float[] dense, int denseAt, int[] sparse, int sparseAt) {
    dense[denseAt] = 1; // the constant; overwritten where there are numbers
    for (int i = 0; i < numbers; i++) {
      dense[denseAt + i] = transform.apply(rows.dense(i)[row]);
    }
    for (int f = 0; f < vocabularies.length; f++) {
      sparse[sparseAt + f] = vocabularies[f].id(rows.keys(f)[row]);
    }
  }
}
