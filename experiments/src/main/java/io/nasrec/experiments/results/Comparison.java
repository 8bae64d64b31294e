package io.nasrec.experiments.results;

import io.nasrec.supernet.evaluation.Metrics;
import java.util.ArrayList;
import java.util.List;

/**
 * Networks trained under one budget over the same seeds.
 *
 * @param name of the experiment
 * @param seeds trainings per network
 * @param rows one per network, the lowest mean log loss on validation first
 * @param baseRate the figures of always predicting the training split's click rate
 */
public record Comparison(String name, int seeds, List<Row> rows, Row baseRate) {
  private static final String BASE_RATE = "base rate";

  /**
   * One network.
   *
   * @param network its name
   * @param overrides how its training settings differ, as tuned on validation
   * @param parameters scalars of the network, without embedding tables
   * @param embeddingParameters scalars in embedding tables
   * @param macs multiply-accumulates per example
   * @param diverged trainings that diverged; they are excluded from all means
   * @param seconds mean time of a training
   */
  public record Row(
      String network,
      List<String> overrides,
      long parameters,
      long embeddingParameters,
      long macs,
      int diverged,
      MetricSpreads validation,
      MetricSpreads test,
      double seconds) {

    /** The row of the base rate, which has one parameter and takes no training. */
    public static Row baseRate(Metrics validation, Metrics test) {
      return new Row(
          BASE_RATE,
          List.of(),
          1,
          0,
          0,
          0,
          MetricSpreads.of(List.of(validation)),
          MetricSpreads.of(List.of(test)),
          0);
    }
  }

  /** Whether every training of every network has diverged. */
  public boolean allDiverged() {
    return rows.stream().allMatch(row -> row.diverged() == seeds);
  }

  /** Whether a network beats the base rate on validation. */
  public boolean isBetterThanBaseRate(Row row) {
    return row.validation().logLoss().mean() < baseRate.validation().logLoss().mean();
  }

  /** The networks and the base rate, which ranks above networks that are no better. */
  public List<Row> withBaseRate() {
    List<Row> all = new ArrayList<>(rows);
    long better = rows.stream().filter(this::isBetterThanBaseRate).count();
    all.add((int) better, baseRate);
    return all;
  }

  public Comparison {
    rows = List.copyOf(rows);
  }
}
