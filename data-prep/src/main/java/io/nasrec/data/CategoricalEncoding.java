package io.nasrec.data;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * How the values of a categorical field become ids (spec section 8). Id 0 is a missing value, 1 a
 * rare or unseen one; values are numbered from {@value #FIRST} on.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CategoricalEncoding.Vocabulary.class, name = "vocabulary"),
  @JsonSubTypes.Type(value = CategoricalEncoding.Buckets.class, name = "hash")
})
public sealed interface CategoricalEncoding {
  /** The id of a missing value. */
  int MISSING = 0;

  /** The id of a rare or unseen value. */
  int RARE = 1;

  /** The first id of a value. */
  int FIRST = 2;

  /** The largest number of values that can have ids of their own. */
  int MOST_VALUES = Integer.MAX_VALUE - FIRST;

  /**
   * Values of the training rows get ids of their own, the most frequent first, and values of equal
   * count in the order of their keys.
   *
   * @param minCount training rows that must have a value for it to get an id, at least 1
   *     (published: Criteo 10, Avazu 5, KDD12 10)
   * @param maxValues the maximum number of values that get an id, the most frequent ones; at least
   *     1, {@link #MOST_VALUES} for all
   */
  record Vocabulary(int minCount, int maxValues) implements CategoricalEncoding {
    /** Checks the values. */
    public Vocabulary {
      if (minCount < 1) {
        throw new IllegalArgumentException("minCount must be at least 1, but was " + minCount);
      }
      if (maxValues < 1 || maxValues > MOST_VALUES) {
        throw new IllegalArgumentException(
            "maxValues must be in 1.." + MOST_VALUES + ", but was " + maxValues);
      }
    }

    /**
     * A vocabulary without a cap.
     *
     * @param minCount training rows that must have a value for it to get an id, at least 1
     */
    public Vocabulary(int minCount) {
      this(minCount, MOST_VALUES);
    }
  }

  /**
   * A value's key modulo the number of buckets, as [N] does: values share ids by chance. Nothing is
   * learned from the training rows, and id 1 stays unused.
   *
   * @param buckets the number of ids for values, at least 1
   */
  record Buckets(int buckets) implements CategoricalEncoding {
    /** Checks the value. */
    public Buckets {
      if (buckets < 1 || buckets > MOST_VALUES) {
        throw new IllegalArgumentException(
            "buckets must be in 1.." + MOST_VALUES + ", but was " + buckets);
      }
    }

    /**
     * A value's id.
     *
     * @param key the value's key, taken as unsigned
     * @return from {@link #FIRST} to {@code FIRST + buckets - 1}
     */
    public int id(long key) {
      return FIRST + (int) Long.remainderUnsigned(key, buckets);
    }
  }
}
