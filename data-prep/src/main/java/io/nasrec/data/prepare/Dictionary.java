package io.nasrec.data.prepare;

import io.nasrec.data.raw.Coding;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The values of one field in order of first appearance, and the number of training rows with each.
 * The dictionaries determine how much memory a preparation needs. A value's provisional id is its
 * position in that order, from 1; 0 is a missing value.
 */
final class Dictionary {
  static final int MISSING = 0;

  private final Coding coding;
  private final List<String> texts = new ArrayList<>();
  private final LongArrayList keys = new LongArrayList();
  private Long2IntOpenHashMap ids = new Long2IntOpenHashMap();
  private int[] counts = new int[16];

  Dictionary(Coding coding) {
    this.coding = coding;
  }

  /**
   * A value's provisional id; values that were not seen before get the next one.
   *
   * @param values keys of a block's rows
   * @param row which of them
   * @param text the text of a row's value
   */
  int id(long[] values, int row, IntFunction<String> text) {
    long key = values[row];
    if (key == Coding.MISSING) {
      return MISSING;
    }
    int id = ids.get(key); // 0, its default, is the id of no key
    if (id == 0) {
      keys.add(key);
      id = keys.size();
      ids.put(key, id);
      if (coding == Coding.TEXT) {
        texts.add(text.apply(row));
      }
    }
    return id;
  }

  /** Counts a training row with a provisional id. */
  void addTo(int id) {
    if (id >= counts.length) {
      counts = Arrays.copyOf(counts, Math.max(id + 1, 2 * counts.length));
    }
    counts[id]++;
  }

  /** Frees the memory that only {@link #id} needs, which is most of it. */
  void complete() {
    ids = null;
  }

  /** The number of provisional ids, including that of missing values. */
  int size() {
    return keys.size() + 1;
  }

  /** The number of training rows with a provisional id. */
  int count(int id) {
    return id < counts.length ? counts[id] : 0;
  }

  /** The key of a provisional id from 1 on. */
  long key(int id) {
    return keys.getLong(id - 1);
  }

  /** The text of a provisional id from 1 on. */
  String text(int id) {
    return coding == Coding.TEXT ? texts.get(id - 1) : coding.text(key(id));
  }
}
