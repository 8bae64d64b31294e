package io.nasrec.data.prepare;

import io.nasrec.data.BadDataException;
import io.nasrec.data.Progress;
import io.nasrec.data.SplitName;
import io.nasrec.data.raw.RawRows;
import io.nasrec.data.raw.RawSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the first pass over the rows finds out: rows per split and class, and value counts. */
final class Census {
  private final Map<SplitName, int[]> classes = new EnumMap<>(SplitName.class);
  private final List<FieldCounts> fields;
  private final RawSource.Tally tally;

  private Census(RawSource source, Splitter splitter, Progress progress) {
    for (SplitName split : SplitName.values()) {
      classes.put(split, new int[2]);
    }
    fields = Stream.generate(FieldCounts::new).limit(source.schema().categorical().size()).toList();
    int threads = Runtime.getRuntime().availableProcessors();
    tally = source.read(threads, "vocabulary", progress, rows -> count(splitter, rows));
  }

  /**
   * Reads all rows once.
   *
   * @throws BadDataException if a split lacks one of the classes
   */
  static Census take(RawSource source, Splitter splitter, Progress progress) {
    Census census = new Census(source, splitter, progress);
    census.requireBothClasses();
    return census;
  }

  private void count(Splitter splitter, RawRows rows) {
    for (int row = 0; row < rows.size(); row++) {
      count(splitter.next(rows.label(row)), rows, row);
    }
  }

  private void count(SplitName split, RawRows rows, int row) {
    // A number of rows beyond 2^31 does not fit the row numbers of a batch source.
    int[] counts = classes.get(split);
    counts[rows.label(row)] = Math.incrementExact(counts[rows.label(row)]);
    if (split == SplitName.TRAIN) {
      for (int f = 0; f < fields.size(); f++) {
        fields.get(f).add(rows.keys(f)[row]);
      }
    }
  }

  private void requireBothClasses() {
    int negatives = 0;
    int positives = 0;
    for (int[] counts : classes.values()) {
      negatives += counts[0];
      positives += counts[1];
    }
    if (negatives == 0 || positives == 0) {
      throw new BadDataException(
          "expected rows with label 0 and rows with label 1, but found %d and %d"
              .formatted(negatives, positives));
    }
    for (SplitName split : SplitName.values()) {
      int[] counts = classes.get(split);
      if (counts[0] == 0 || counts[1] == 0) {
        throw new BadDataException(
            ("too few rows: the %s split must hold both labels, but would hold %d rows with label"
                    + " 0 and %d with label 1 (of %d and %d in all)")
                .formatted(split.label(), counts[0], counts[1], negatives, positives));
      }
    }
  }

  RawSource.Tally tally() {
    return tally;
  }

  List<FieldVocabulary> vocabularies(int minCount) {
    return fields.stream().map(counts -> counts.vocabulary(minCount)).toList();
  }
}
