package io.nasrec.experiments.results;

import io.nasrec.supernet.evaluation.Metrics;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Each metric over several trainings, on one split. */
public record MetricSpreads(
    Spread logLoss, Spread auc, Spread normalizedEntropy, Spread calibration) {
  /** Their names in tables, in order. */
  public static final List<String> NAMES =
      List.of("log loss", "AUC", "norm. entropy", "calibration");

  /** The spreads over the metrics of several trainings, possibly none. */
  public static MetricSpreads of(List<Metrics> metrics) {
    return new MetricSpreads(
        spread(metrics, Metrics::logLoss),
        spread(metrics, Metrics::auc),
        spread(metrics, Metrics::normalizedEntropy),
        spread(metrics, Metrics::calibration));
  }

  private static Spread spread(List<Metrics> metrics, ToDoubleFunction<Metrics> figure) {
    return Spread.of(metrics.stream().mapToDouble(figure).toArray());
  }

  /** In the order of {@link #NAMES}. */
  public List<Spread> all() {
    return List.of(logLoss, auc, normalizedEntropy, calibration);
  }
}
