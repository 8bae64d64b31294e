package io.nasrec.data.prepare;

import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.SplitName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Counts, per field, the validation and test rows whose value no training row has: a network knows
 * nothing about them, and they all share the id {@link CategoricalEncoding#RARE}. Hashed fields are
 * not counted, because their values are not kept.
 */
final class UnseenValues {
  /** Placeholder for such a value until it is counted. */
  static final int ID = -1;

  private static final double MUCH = 0.5;

  private final List<CategoricalColumn> fields;
  private final Map<SplitName, long[]> unseen = new EnumMap<>(SplitName.class);
  private final Map<SplitName, Long> rows = new EnumMap<>(SplitName.class);

  UnseenValues(List<CategoricalColumn> fields) {
    this.fields = fields;
    for (SplitName split : List.of(SplitName.VALIDATION, SplitName.TEST)) {
      unseen.put(split, new long[fields.size()]);
    }
  }

  /** Counts rows that have been assigned, and gives their unseen values the shared id. */
  void countAndReplace(EncodedRows block) {
    for (int row = 0; row < block.size(); row++) {
      SplitName split = block.split(row);
      if (split != SplitName.TRAIN) {
        rows.merge(split, 1L, Long::sum);
        countAndReplace(block.ids(), row * fields.size(), unseen.get(split));
      }
    }
  }

  private static void countAndReplace(int[] ids, int at, long[] counts) {
    for (int f = 0; f < counts.length; f++) {
      if (ids[at + f] == ID) {
        ids[at + f] = CategoricalEncoding.RARE;
        counts[f]++;
      }
    }
  }

  /** A sentence for each field in which more than half of a split's rows have unseen values. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (int f = 0; f < fields.size(); f++) {
      List<String> shares = new ArrayList<>();
      for (SplitName split : unseen.keySet()) {
        double share = (double) unseen.get(split)[f] / rows.getOrDefault(split, 1L);
        if (share > MUCH) {
          shares.add(
              String.format(Locale.ROOT, "%.1f %% of the %s rows", 100 * share, split.label()));
        }
      }
      if (!shares.isEmpty()) {
        notes.add(
            ("field %s: %s have a value that no training row has: ids that are new, or one value"
                    + " written in two ways")
                .formatted(fields.get(f).name(), String.join(" and ", shares)));
      }
    }
    return notes;
  }
}
