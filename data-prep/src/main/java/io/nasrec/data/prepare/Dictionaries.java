package io.nasrec.data.prepare;

import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.CategoricalEncoding.Vocabulary;
import io.nasrec.data.raw.CategoricalField;
import io.nasrec.data.raw.RawRows;
import java.util.List;
import java.util.function.IntFunction;

/** The dictionaries of all fields that have a vocabulary. */
final class Dictionaries {
  private final List<CategoricalColumn> columns;
  private final Dictionary[] dictionaries; // null where a field has none

  Dictionaries(List<CategoricalField> fields, List<CategoricalColumn> columns) {
    this.columns = columns;
    dictionaries = new Dictionary[columns.size()];
    for (int f = 0; f < dictionaries.length; f++) {
      if (columns.get(f).encoding() instanceof Vocabulary) {
        dictionaries[f] = new Dictionary(fields.get(f).coding());
      }
    }
  }

  /** Gives rows their provisional ids. Blocks must come in the order of the rows. */
  void encode(RawRows raw, EncodedRows rows) {
    for (int f = 0; f < dictionaries.length; f++) {
      if (dictionaries[f] != null) {
        encode(f, raw, rows.ids());
      }
    }
  }

  // Field by field, so that the frequently used part of a dictionary stays in the cache.
  private void encode(int f, RawRows raw, int[] ids) {
    Dictionary dictionary = dictionaries[f];
    long[] keys = raw.keys(f);
    IntFunction<String> text = row -> raw.text(f, row);
    for (int row = 0, at = f; row < raw.size(); row++, at += dictionaries.length) {
      ids[at] = dictionary.id(keys, row, text);
    }
  }

  /** Counts the values of a training row. */
  void count(EncodedRows rows, int row) {
    for (int f = 0; f < dictionaries.length; f++) {
      if (dictionaries[f] != null) {
        dictionaries[f].addTo(rows.ids()[row * dictionaries.length + f]);
      }
    }
  }

  /** The final ids. No rows may be added from now on. */
  Vocabularies complete() {
    FieldVocabulary[] fields = new FieldVocabulary[dictionaries.length];
    for (int f = 0; f < dictionaries.length; f++) {
      if (columns.get(f).encoding() instanceof Vocabulary vocabulary) {
        dictionaries[f].complete();
        fields[f] = new FieldVocabulary(dictionaries[f], vocabulary);
      }
    }
    return new Vocabularies(columns, fields);
  }
}
