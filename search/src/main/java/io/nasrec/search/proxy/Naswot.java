package io.nasrec.search.proxy;

import io.nasrec.search.measurement.Activations;
import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.UnscorableException;
import java.util.Map;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * NASWOT (Mellor et al., "Neural Architecture Search without Training", ICML 2021, equation 2):
 * {@code log |det K|} with {@code K_nm = N_A − d_H(c_n, c_m)}, the number of ReLU units that the
 * sample rows n and m agree on, on or off.
 *
 * <p>On a CTR network every ReLU counts: those after fully connected layers over features and over
 * rows, and the attention's hidden layer. Two rows with the same code make K singular, and there is
 * no score.
 */
public record Naswot() implements Proxy {
  /** Name of the term: number of ReLU units N_A. */
  public static final String UNITS = "reluUnits";

  /** A pivot this much smaller than N_A is rounding noise. */
  private static final double SINGULAR = 1e-12;

  @Override
  public String name() {
    return "naswot";
  }

  @Override
  public Score score(Measurements measurements) {
    Activations activations = measurements.activations();
    int rows = activations.rows();
    if (rows < 2 || activations.units() == 0) {
      throw new UnscorableException(
          "naswot needs at least 2 rows and a ReLU, but there were "
              + rows
              + " rows and "
              + activations.units()
              + " ReLU units");
    }
    double[][] kernel = new double[rows][rows];
    for (int n = 0; n < rows; n++) {
      for (int m = 0; m < rows; m++) {
        kernel[n][m] = activations.matches(n, m);
      }
    }
    return new Score(
        logDeterminant(kernel, SINGULAR * activations.units()),
        Map.of(UNITS, (double) activations.units()));
  }

  private static double logDeterminant(double[][] kernel, double singular) {
    LUDecomposition factors =
        new LUDecomposition(new Array2DRowRealMatrix(kernel, false), singular);
    RealMatrix upper = factors.getU();
    if (upper == null) {
      throw new UnscorableException("the kernel of the ReLU codes is singular");
    }
    double sum = 0;
    for (int i = 0; i < kernel.length; i++) {
      sum += Math.log(Math.abs(upper.getEntry(i, i)));
    }
    return sum;
  }
}
