package io.nasrec.experiments.predict;

import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.evaluation.Predictions;
import io.nasrec.supernet.model.Predictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A model's predictions for labelled rows. AUC needs all of them at once: 8 bytes per row are kept,
 * 12 with groups.
 */
public final class Measurement {
  private final Predictor predictor;
  private final boolean grouped;
  private final long[] unseen;
  private final long[] missing;
  private final Map<String, Integer> groups = new HashMap<>();
  private float[] logits = new float[1024];
  private float[] labels = new float[1024];
  private int[] groupOf = new int[0];
  private int size;

  /**
   * @param grouped whether the first carried column divides the rows into groups
   */
  public Measurement(Predictor predictor, boolean grouped) {
    this.predictor = predictor;
    this.grouped = grouped;
    int fields = predictor.model().data().categorical().size();
    unseen = new long[fields];
    missing = new long[fields];
  }

  /**
   * The rows of one group.
   *
   * @param value what they have in common
   * @param predictions theirs
   */
  public record Group(String value, Predictions predictions) {}

  /** Adds rows. */
  public void add(PredictedRows rows) {
    int count = rows.logits().length;
    if (size + count > logits.length) {
      int capacity = Math.max(size + count, Math.addExact(logits.length, logits.length));
      logits = Arrays.copyOf(logits, capacity);
      labels = Arrays.copyOf(labels, capacity);
    }
    System.arraycopy(rows.logits(), 0, logits, size, count);
    System.arraycopy(rows.batch().labels(), 0, labels, size, count);
    if (grouped) {
      groupOf = Arrays.copyOf(groupOf, logits.length);
      for (int row = 0; row < count; row++) {
        Integer next = groups.size();
        Integer known = groups.putIfAbsent(rows.carried().get(row).get(0), next);
        groupOf[size + row] = known == null ? next : known;
      }
    }
    size += count;
    add(unseen, predictor.unseen(rows.batch()));
    add(missing, predictor.missing(rows.batch()));
  }

  private static void add(long[] sums, int[] counts) {
    for (int f = 0; f < sums.length; f++) {
      sums[f] += counts[f];
    }
  }

  /** Number of rows. */
  public int size() {
    return size;
  }

  /** Metrics over all rows, of which there must be some. */
  public Metrics metrics() {
    return predictions().metrics();
  }

  /** The predictions for all rows. */
  public Predictions predictions() {
    return new Predictions(Arrays.copyOf(logits, size), Arrays.copyOf(labels, size));
  }

  /** The share of rows whose value of a field has no id of its own. */
  public double unseen(int field) {
    return (double) unseen[field] / size;
  }

  /** The share of rows without a value of a field. */
  public double missing(int field) {
    return (double) missing[field] / size;
  }

  /** Number of groups. */
  public int groups() {
    return groups.size();
  }

  /** The largest groups, the largest first. */
  public List<Group> largest(int limit) {
    int[] sizes = new int[groups.size()];
    for (int row = 0; row < size; row++) {
      sizes[groupOf[row]]++;
    }
    List<Map.Entry<String, Integer>> order = new ArrayList<>(groups.entrySet());
    order.sort(
        Comparator.comparingInt((Map.Entry<String, Integer> group) -> -sizes[group.getValue()])
            .thenComparing(Map.Entry::getKey));
    return order.stream()
        .limit(limit)
        .map(group -> group(group.getKey(), group.getValue(), sizes[group.getValue()]))
        .toList();
  }

  private Group group(String value, int number, int count) {
    float[] ownLogits = new float[count];
    float[] ownLabels = new float[count];
    int at = 0;
    for (int row = 0; row < size; row++) {
      if (groupOf[row] == number) {
        ownLogits[at] = logits[row];
        ownLabels[at++] = labels[row];
      }
    }
    return new Group(value, new Predictions(ownLogits, ownLabels));
  }
}
