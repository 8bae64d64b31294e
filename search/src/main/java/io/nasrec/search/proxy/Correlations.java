package io.nasrec.search.proxy;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/** Pearson correlations between variables, and their eigenvalues. */
final class Correlations {
  private Correlations() {}

  /**
   * All correlations.
   *
   * @param variables {@code (variables, observations)}
   * @return a symmetric matrix; NaN in the row and column of a variable that does not vary
   */
  static double[][] of(double[][] variables) {
    int count = variables.length;
    double[][] centred = new double[count][];
    double[] norms = new double[count];
    for (int i = 0; i < count; i++) {
      centred[i] = centred(variables[i]);
      norms[i] = Math.sqrt(dot(centred[i], centred[i]));
    }
    double[][] correlations = new double[count][count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j <= i; j++) {
        double product = norms[i] * norms[j];
        double value = product > 0 ? dot(centred[i], centred[j]) / product : Double.NaN;
        correlations[i][j] = i == j && product > 0 ? 1 : Math.max(-1, Math.min(1, value));
        correlations[j][i] = correlations[i][j];
      }
    }
    return correlations;
  }

  /** The eigenvalues of a symmetric matrix, in no particular order. */
  static double[] eigenvalues(double[][] symmetric) {
    return new EigenDecompositionSymmetric(new Array2DRowRealMatrix(symmetric, false))
        .getEigenvalues();
  }

  private static double[] centred(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double[] centred = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      centred[i] = values[i] - mean;
    }
    return centred;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
