package io.nasrec.experiments.results;

import org.hipparchus.stat.correlation.KendallsCorrelation;
import org.hipparchus.stat.correlation.SpearmansCorrelation;

/** Rank correlations of two figures of the same networks. */
public final class RankFigures {
  /** With fewer networks, a correlation says nothing. */
  private static final int LEAST = 3;

  private RankFigures() {}

  /**
   * Kendall's τ-b: the surplus of pairs in the same order, ties taken into account.
   *
   * @return -1 to 1; NaN for fewer than {@value #LEAST} networks, or if either figure is the same
   *     for all
   */
  public static double tau(double[] one, double[] other) {
    return one.length < LEAST ? Double.NaN : new KendallsCorrelation().correlation(one, other);
  }

  /**
   * Spearman's ρ: the correlation of the ranks, equal figures sharing their mean rank.
   *
   * @return -1 to 1; NaN as for {@link #tau}
   */
  public static double rho(double[] one, double[] other) {
    return one.length < LEAST ? Double.NaN : new SpearmansCorrelation().correlation(one, other);
  }
}
