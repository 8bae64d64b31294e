package io.nasrec.data.prepare;

import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.CategoricalEncoding.Vocabulary;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.Arrays;

/**
 * The ids of one field's values: values are numbered from {@link CategoricalEncoding#FIRST} on by
 * descending count, ties by ascending key.
 */
final class FieldVocabulary {
  private final Dictionary dictionary;
  private final int[] values;
  private final int[] ids;
  private final long rare;

  /**
   * Selects the values that are frequent enough, up to the maximum number.
   *
   * @param dictionary the field's values and counts
   * @param encoding which of them get an id
   */
  FieldVocabulary(Dictionary dictionary, Vocabulary encoding) {
    this.dictionary = dictionary;
    int[] frequent = new int[dictionary.size()];
    int size = 0;
    long rows = 0;
    for (int value = 1; value < dictionary.size(); value++) {
      rows += dictionary.count(value);
      if (dictionary.count(value) >= encoding.minCount()) {
        frequent[size++] = value;
      }
    }
    IntArrays.parallelQuickSort(frequent, 0, size, this::compare);
    values = Arrays.copyOf(frequent, Math.min(size, encoding.maxValues()));
    ids = new int[dictionary.size()];
    Arrays.setAll(
        ids, value -> dictionary.count(value) == 0 ? UnseenValues.ID : CategoricalEncoding.RARE);
    ids[Dictionary.MISSING] = CategoricalEncoding.MISSING;
    for (int i = 0; i < values.length; i++) {
      ids[values[i]] = CategoricalEncoding.FIRST + i;
      rows -= dictionary.count(values[i]);
    }
    rare = rows;
  }

  /** Keys are unique, so this is a total order, and sorting has one result. */
  private int compare(int left, int right) {
    int byCount = Integer.compare(dictionary.count(right), dictionary.count(left));
    return byCount != 0
        ? byCount
        : Long.compareUnsigned(dictionary.key(left), dictionary.key(right));
  }

  int cardinality() {
    return CategoricalEncoding.FIRST + values.length;
  }

  /** The id of the value that has a provisional id, or {@link UnseenValues#ID}. */
  int id(int provisional) {
    return ids[provisional];
  }

  /** The number of training rows with this id. */
  long count(int id) {
    return switch (id) {
      case CategoricalEncoding.MISSING -> dictionary.count(Dictionary.MISSING);
      case CategoricalEncoding.RARE -> rare;
      default -> dictionary.count(values[id - CategoricalEncoding.FIRST]);
    };
  }

  /** The value as the raw data has it; only ids from {@link CategoricalEncoding#FIRST} have one. */
  String text(int id) {
    return dictionary.text(values[id - CategoricalEncoding.FIRST]);
  }
}
