package io.nasrec.search.proxy;

import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.UnscorableException;

/**
 * Jacobian covariance (Mellor et al., first version of "Neural Architecture Search without
 * Training", arXiv 2006.04647v1, equation 4): {@code −Σ_n (log(v_n + k) + 1/(v_n + k))} with v the
 * eigenvalues of the correlation matrix of the sample rows' Jacobians and k = 1e-5.
 *
 * <p>On a CTR network the Jacobian is the logit's gradient with respect to a row's dense features
 * and embedding scalars; ids have no gradient.
 */
public record Jacov() implements Proxy {
  private static final double K = 1e-5;

  @Override
  public String name() {
    return "jacov";
  }

  @Override
  public Score score(Measurements measurements) {
    double[][] rows = measurements.jacobian().rows();
    if (rows.length < 2) {
      throw new UnscorableException("jacov needs at least 2 rows, but there was " + rows.length);
    }
    double[][] correlations = Correlations.of(rows);
    for (int n = 0; n < rows.length; n++) {
      if (Double.isNaN(correlations[n][n])) {
        throw new UnscorableException("the Jacobian of sample row " + n + " does not vary");
      }
    }
    double score = 0;
    for (double eigenvalue : Correlations.eigenvalues(correlations)) {
      // Rounding can make a zero slightly negative.
      double v = Math.max(0, eigenvalue) + K;
      score -= Math.log(v) + 1 / v;
    }
    return Score.of(score);
  }
}
