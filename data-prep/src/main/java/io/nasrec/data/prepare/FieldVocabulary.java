package io.nasrec.data.prepare;

import io.nasrec.data.raw.Coding;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import java.util.Arrays;

/**
 * The ids of one field's values: 0 for a missing value, 1 for a rare or unseen one, and from 2 on
 * the values by falling count, values of equal count by rising key.
 */
final class FieldVocabulary {
  static final int MISSING = 0;
  static final int RARE = 1;
  static final int FIRST = 2;

  private static final long LOW_BITS = 0xffffffffL;

  private final long[] entries;
  private final Int2IntOpenHashMap ids;
  private final long missing;
  private final long rare;

  /**
   * A vocabulary.
   *
   * @param entries the values that get an id, in any order, as {@link #entry} packs them; kept
   * @param missing how many training rows have no value
   * @param rare how many have a value without an id
   */
  FieldVocabulary(long[] entries, long missing, long rare) {
    Arrays.sort(entries);
    this.entries = entries;
    this.missing = missing;
    this.rare = rare;
    ids = new Int2IntOpenHashMap(entries.length);
    ids.defaultReturnValue(RARE);
    for (int i = 0; i < entries.length; i++) {
      ids.put((int) entries[i], FIRST + i);
    }
  }

  /**
   * Packs a value and its count so that rising order is falling count, then rising unsigned key:
   * millions of values are then sorted without an object for each.
   */
  static long entry(int key, int count) {
    return ((long) (Integer.MAX_VALUE - count) << Integer.SIZE) | (key & LOW_BITS);
  }

  int cardinality() {
    return FIRST + entries.length;
  }

  int id(long key) {
    return key == Coding.MISSING ? MISSING : ids.get((int) key);
  }

  /** How many training rows have this id. */
  long count(int id) {
    return switch (id) {
      case MISSING -> missing;
      case RARE -> rare;
      default -> Integer.MAX_VALUE - (entries[id - FIRST] >>> Integer.SIZE);
    };
  }

  /** The value's key, from 0 to 2³² - 1; only ids from {@link #FIRST} on have one. */
  long key(int id) {
    return entries[id - FIRST] & LOW_BITS;
  }
}
