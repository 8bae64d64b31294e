package io.nasrec.data.prepare;

import io.nasrec.data.raw.Coding;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import java.util.Arrays;

/** How often each value of one field comes in the training rows. */
final class FieldCounts {
  // Keys are 32 bits, taken as unsigned.
  private final Int2IntOpenHashMap counts = new Int2IntOpenHashMap();
  private int missing;

  void add(long key) {
    if (key == Coding.MISSING) {
      missing++;
    } else {
      counts.addTo((int) key, 1);
    }
  }

  /**
   * The ids of the values that are frequent enough.
   *
   * @param minCount how many rows must have a value
   * @return the vocabulary
   */
  FieldVocabulary vocabulary(int minCount) {
    long rare = 0;
    long[] frequent = new long[counts.size()];
    int size = 0;
    for (var entries = counts.int2IntEntrySet().fastIterator(); entries.hasNext(); ) {
      var entry = entries.next();
      if (entry.getIntValue() >= minCount) {
        frequent[size++] = FieldVocabulary.entry(entry.getIntKey(), entry.getIntValue());
      } else {
        rare += entry.getIntValue();
      }
    }
    return new FieldVocabulary(Arrays.copyOf(frequent, size), missing, rare);
  }
}
