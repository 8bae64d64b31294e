package io.nasrec.experiments.results;

import java.util.List;
import java.util.OptionalDouble;

/** How well the proxy's ranking of the retrained networks agrees with that on validation. */
public final class RankAgreement {
  /**
   * With fewer networks, the confidence interval of a rank correlation covers almost everything.
   */
  public static final int LEAST = 10;

  private RankAgreement() {}

  /**
   * Kendall's tau-b between score and minus validation log loss.
   *
   * @param candidates networks that were trained
   * @return 1 for the same order, -1 for the opposite one; empty for fewer than {@link #LEAST}
   *     networks, or if all scores or all log losses are equal
   */
  public static OptionalDouble tau(List<RunReport.Candidate> candidates) {
    if (candidates.size() < LEAST) {
      return OptionalDouble.empty();
    }
    double[] scores = candidates.stream().mapToDouble(RunReport.Candidate::score).toArray();
    double[] quality = candidates.stream().mapToDouble(c -> -c.validation().logLoss()).toArray();
    double tau = RankFigures.tau(scores, quality);
    return Double.isNaN(tau) ? OptionalDouble.empty() : OptionalDouble.of(tau);
  }
}
