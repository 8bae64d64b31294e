package io.nasrec.supernet.weights;

import io.nasrec.space.network.Range;
import io.nasrec.space.network.Weight;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The position of a weight inside a stored tensor, as runs of consecutive scalars.
 *
 * @param runs in the order of the weight's own scalars
 */
public record Slice(List<Run> runs) {

  /**
   * Consecutive scalars.
   *
   * @param stored offset in the stored tensor
   * @param own offset in the weight
   * @param length number of scalars
   */
  public record Run(int stored, int own, int length) {}

  /** A weight that is the whole stored tensor. */
  static Slice whole(Weight weight) {
    return new Slice(List.of(new Run(0, 0, Math.toIntExact(weight.size()))));
  }

  /** The rows and columns of a weight inside the supernet's tensor of the same path. */
  static Slice inside(Weight weight, Weight supernet) {
    int width = supernet.columns().isEmpty() ? 1 : Range.total(supernet.columns());
    List<Range> columns = weight.columns().isEmpty() ? Range.first(1) : weight.columns();
    List<Run> runs = new ArrayList<>();
    int own = 0;
    for (Range rows : weight.rows()) {
      if (columns.size() == 1 && columns.get(0).size() == width) {
        runs.add(new Run(rows.from() * width, own, rows.size() * width));
        own += rows.size() * width;
        continue;
      }
      for (int row = rows.from(); row < rows.end(); row++) {
        for (Range column : columns) {
          runs.add(new Run(row * width + column.from(), own, column.size()));
          own += column.size();
        }
      }
    }
    return new Slice(runs);
  }

  /** Whether the weight is the whole stored tensor, in the same order. */
  boolean isWhole(FloatBuffer stored) {
    return runs.size() == 1 && runs.get(0).length() == stored.capacity();
  }

  void copy(FloatBuffer stored, FloatBuffer own) {
    for (Run run : runs) {
      own.put(run.own(), stored, run.stored(), run.length());
    }
  }
}
