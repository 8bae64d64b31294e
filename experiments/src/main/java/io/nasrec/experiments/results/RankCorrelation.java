package io.nasrec.experiments.results;

import java.util.OptionalDouble;

/**
 * How similarly two proxies rank the architectures that both could score.
 *
 * @param proxy one proxy
 * @param other the other one
 * @param architectures number of architectures that both scored
 * @param kendall tau-b; empty for fewer than 3 architectures, or if one proxy scores all of them
 *     equally
 * @param spearman rho; empty likewise
 */
public record RankCorrelation(
    String proxy,
    String other,
    int architectures,
    OptionalDouble kendall,
    OptionalDouble spearman) {

  static RankCorrelation of(String proxy, String other, double[] scores, double[] others) {
    return new RankCorrelation(
        proxy,
        other,
        scores.length,
        number(RankFigures.tau(scores, others)),
        number(RankFigures.rho(scores, others)));
  }

  private static OptionalDouble number(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
