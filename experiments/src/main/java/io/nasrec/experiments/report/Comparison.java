package io.nasrec.experiments.report;

import java.util.List;

/**
 * Networks trained under one budget over the same seeds.
 *
 * @param name of the experiment
 * @param seeds trainings per network
 * @param rows one per network, the lowest mean log loss on validation first
 */
public record Comparison(String name, int seeds, List<Row> rows) {

  /**
   * One network.
   *
   * @param network its name
   * @param overrides how its training differed, as tuned on validation
   * @param parameters scalars of the network, embedding tables apart
   * @param embeddingParameters scalars in embedding tables
   * @param macs multiply-accumulates per example
   * @param diverged trainings that left the finite numbers; they are in no mean
   * @param seconds mean time of a training
   */
  public record Row(
      String network,
      List<String> overrides,
      long parameters,
      long embeddingParameters,
      long macs,
      int diverged,
      Spread validationLogLoss,
      Spread validationAuc,
      Spread testLogLoss,
      Spread testAuc,
      double seconds) {}

  public Comparison {
    rows = List.copyOf(rows);
  }
}
