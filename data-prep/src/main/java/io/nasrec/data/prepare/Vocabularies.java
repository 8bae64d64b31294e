package io.nasrec.data.prepare;

import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.CategoricalEncoding.Buckets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The final ids of all fields. */
final class Vocabularies {
  private final List<CategoricalColumn> columns;
  private final FieldVocabulary[] fields;

  /**
   * The final ids.
   *
   * @param columns the fields
   * @param fields their vocabularies, null if a field is hashed; kept
   */
  Vocabularies(List<CategoricalColumn> columns, FieldVocabulary[] fields) {
    this.columns = columns;
    this.fields = fields;
  }

  List<Integer> cardinalities() {
    List<Integer> cardinalities = new ArrayList<>();
    for (int f = 0; f < fields.length; f++) {
      cardinalities.add(
          columns.get(f).encoding() instanceof Buckets buckets
              ? CategoricalEncoding.FIRST + buckets.buckets()
              : fields[f].cardinality());
    }
    return cardinalities;
  }

  /** A field's vocabulary; empty for one that is hashed. */
  Optional<FieldVocabulary> field(int f) {
    return Optional.ofNullable(fields[f]);
  }

  /**
   * Replaces provisional ids by final ones or {@link UnseenValues#ID}. May be called on any thread.
   */
  void encode(EncodedRows rows) {
    int[] ids = rows.ids();
    for (int f = 0; f < fields.length; f++) {
      FieldVocabulary field = fields[f];
      if (field != null) {
        for (int at = f; at < ids.length; at += fields.length) {
          ids[at] = field.id(ids[at]);
        }
      }
    }
  }
}
