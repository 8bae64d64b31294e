package io.nasrec.data.prepare;

import io.nasrec.commons.BadDataException;
import io.nasrec.data.SplitName;
import java.util.EnumMap;
import java.util.Map;

/** Counts rows per split and class. */
final class SplitCensus {
  private final Map<SplitName, int[]> classes = new EnumMap<>(SplitName.class);

  SplitCensus() {
    for (SplitName split : SplitName.values()) {
      classes.put(split, new int[2]);
    }
  }

  void add(SplitName split, int label) {
    // A number of rows beyond 2^31 does not fit the row numbers of a batch source.
    int[] counts = classes.get(split);
    counts[label] = Math.incrementExact(counts[label]);
  }

  /**
   * Checks that every split can be used for training or comparison.
   *
   * @param name the raw data's name, for the message
   * @throws BadDataException if a split lacks one of the classes
   */
  void requireBothClasses(String name) {
    int negatives = 0;
    int positives = 0;
    for (int[] counts : classes.values()) {
      negatives += counts[0];
      positives += counts[1];
    }
    if (negatives == 0 || positives == 0) {
      throw new BadDataException(
          "%s: expected rows with label 0 and rows with label 1, but found %s and %s"
              .formatted(name, negatives, positives));
    }
    for (SplitName split : SplitName.values()) {
      int[] counts = classes.get(split);
      if (counts[0] == 0 || counts[1] == 0) {
        throw new BadDataException(
            ("%s: too few rows: the %s split must hold both labels, but would hold %s rows with"
                    + " label 0 and %s with label 1 (of %s and %s in all)")
                .formatted(name, split.label(), counts[0], counts[1], negatives, positives));
      }
    }
  }
}
