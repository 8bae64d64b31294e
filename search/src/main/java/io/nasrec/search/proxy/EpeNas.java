package io.nasrec.search.proxy;

import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.UnscorableException;

/**
 * EPE-NAS (Lopes et al., "EPE-NAS: Efficient Performance Estimation Without Training for Neural
 * Architecture Search", ICANN 2021, equations 3 to 5 for at most 100 classes): {@code Σ_c |Σ_ij
 * log(|corr_ij| + k)|} over the classes c, with corr the correlation matrix of the Jacobians of the
 * class's sample rows and k = 1e-5.
 *
 * <p>A CTR network has two classes, clicked and not. A class with fewer than two rows has no
 * correlations, so a sample without two rows of each class gives no score.
 */
public record EpeNas() implements Proxy {
  private static final double K = 1e-5;

  @Override
  public String name() {
    return "epe-nas";
  }

  @Override
  public Score score(Measurements measurements) {
    double score = 0;
    for (boolean label : new boolean[] {false, true}) {
      double[][] rows = measurements.jacobian().rows(label);
      if (rows.length < 2) {
        throw new UnscorableException(
            "epe-nas needs at least 2 rows of each label, but of one there were " + rows.length);
      }
      double sum = 0;
      for (double[] correlations : Correlations.of(rows)) {
        for (double correlation : correlations) {
          sum += Math.log(Math.abs(correlation) + K);
        }
      }
      if (Double.isNaN(sum)) {
        throw new UnscorableException("the Jacobian of a sample row does not vary");
      }
      score += Math.abs(sum);
    }
    return Score.of(score);
  }
}
