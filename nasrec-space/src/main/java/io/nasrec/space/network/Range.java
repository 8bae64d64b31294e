package io.nasrec.space.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive indices {@code from, …, from + size − 1} along one axis of a supernet tensor.
 *
 * @param from first index, at least 0
 * @param size number of indices, at least 1
 */
public record Range(int from, int size) {
  public Range {
    if (from < 0 || size < 1) {
      throw new IllegalArgumentException(
          "from must be at least 0 and size at least 1, but were " + from + " and " + size);
    }
  }

  /** The first {@code size} indices. */
  public static List<Range> first(int size) {
    return List.of(new Range(0, size));
  }

  /** The first index after the range. */
  public int end() {
    return from + size;
  }

  /** Number of indices in all ranges. */
  public static int total(List<Range> ranges) {
    return ranges.stream().mapToInt(Range::size).sum();
  }

  /**
   * The same indices in the same order with adjacent ranges merged, so that fewer pieces are
   * copied.
   */
  static List<Range> joined(List<Range> ranges) {
    List<Range> joined = new ArrayList<>();
    for (Range range : ranges) {
      int last = joined.size() - 1;
      if (last >= 0 && joined.get(last).end() == range.from()) {
        Range before = joined.get(last);
        joined.set(last, new Range(before.from(), before.size() + range.size()));
      } else {
        joined.add(range);
      }
    }
    return List.copyOf(joined);
  }
}
