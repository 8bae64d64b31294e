package io.nasrec.search.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.commons.RandomStreams;
import io.nasrec.data.RowSample;
import io.nasrec.search.Samples;
import io.nasrec.search.TinySupernet;
import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.ScoringBatch;
import io.nasrec.space.Architecture;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** EPE-NAS and MeCo by formulas of their own. */
class CorrelationProxiesTest {

  @Test
  void correlationsOfThreeVariablesByHand() {
    // Centred: (-1, 0, 1), (1, 0, -1) and (1, -2, 1).
    double[][] correlations = Correlations.of(new double[][] {{1, 2, 3}, {3, 2, 1}, {5, 2, 5}});

    assertThat(correlations[0]).containsExactly(new double[] {1, -1, 0}, within(1e-15));
    assertThat(correlations[1]).containsExactly(new double[] {-1, 1, 0}, within(1e-15));
    assertThat(correlations[2]).containsExactly(new double[] {0, 0, 1}, within(1e-15));
    double[] eigenvalues = Correlations.eigenvalues(correlations);
    Arrays.sort(eigenvalues);
    assertThat(eigenvalues).containsExactly(new double[] {0, 1, 2}, within(1e-12));
  }

  @Test
  void aVariableThatDoesNotVaryHasNoCorrelation() {
    double[][] correlations = Correlations.of(new double[][] {{1, 2, 3}, {7, 7, 7}});

    assertThat(correlations[0][0]).isEqualTo(1);
    assertThat(correlations[0][1]).isNaN();
    assertThat(correlations[1]).containsOnly(Double.NaN);
  }

  /** Trace and trace of the square say what the eigenvalues' sum and squares are. */
  @Test
  void eigenvaluesHaveTheMatrixsTraces() {
    RandomGenerator random = RandomStreams.stream(1, "correlations");
    double[][] variables = new double[30][20];
    for (double[] variable : variables) {
      Arrays.setAll(variable, i -> random.nextGaussian());
    }
    double[][] matrix = Correlations.of(variables);

    double[] eigenvalues = Correlations.eigenvalues(matrix);

    double squares = Arrays.stream(matrix).flatMapToDouble(Arrays::stream).map(c -> c * c).sum();
    assertThat(Arrays.stream(eigenvalues).sum()).isCloseTo(30, within(1e-10));
    assertThat(Arrays.stream(eigenvalues).map(v -> v * v).sum()).isCloseTo(squares, within(1e-9));
    // 20 observations: no more than 19 directions.
    assertThat(Arrays.stream(eigenvalues).filter(v -> Math.abs(v) < 1e-10).count()).isEqualTo(11);
  }

  @Test
  void epeNasByTheTextbooksCorrelation() {
    try (TinySupernet supernet = new TinySupernet(Samples.FULL)) {
      for (Architecture architecture : Samples.architectures(Samples.FULL, 3)) {
        Measurements measurements = measurements(supernet, architecture);
        double expected = 0;
        for (boolean label : new boolean[] {false, true}) {
          double[][] rows = measurements.jacobian().rows(label);
          double sum = 0;
          for (double[] a : rows) {
            for (double[] b : rows) {
              sum += Math.log(Math.abs(correlation(a, b)) + 1e-5);
            }
          }
          expected += Math.abs(sum);
        }

        assertThat(new EpeNas().score(measurements).value())
            .isCloseTo(expected, within(1e-6 * expected));
      }
    }
  }

  /** Layers of up to 8 units need no drawing: λ_min of all their units by power iteration. */
  @Test
  void meCoByPowerIteration() {
    try (TinySupernet supernet = new TinySupernet(Samples.FULL)) {
      for (Architecture architecture : Samples.architectures(Samples.FULL, 3)) {
        Measurements measurements = measurements(supernet, architecture);
        double[] expected = {0};
        measurements
            .activations()
            .features()
            .forEach(
                (path, map) -> {
                  int count = Math.min(8, map.units());
                  int[] drawn =
                      RowSample.draw(map.units(), count, RandomStreams.stream(3, "meco:" + path))
                          .rows();
                  double[][] matrix = new double[count][count];
                  for (int i = 0; i < count; i++) {
                    for (int j = 0; j < count; j++) {
                      matrix[i][j] = correlation(map.unit(drawn[i]), map.unit(drawn[j]));
                    }
                  }
                  expected[0] += smallest(matrix) * map.units() / count;
                });

        assertThat(new MeCo(3).score(measurements).value())
            .isCloseTo(expected[0], within(1e-4 * expected[0]));
      }
    }
  }

  private static Measurements measurements(TinySupernet supernet, Architecture architecture) {
    ScoringBatch samples = supernet.batch(5, 24);
    return supernet.measurements(architecture, supernet.data(List.of(samples), samples));
  }

  /** {@code (n Σab − Σa Σb) / sqrt(…)}, without centring. */
  private static double correlation(double[] a, double[] b) {
    double n = a.length;
    double sa = 0;
    double sb = 0;
    double saa = 0;
    double sbb = 0;
    double sab = 0;
    for (int i = 0; i < a.length; i++) {
      sa += a[i];
      sb += b[i];
      saa += a[i] * a[i];
      sbb += b[i] * b[i];
      sab += a[i] * b[i];
    }
    return (n * sab - sa * sb) / Math.sqrt((n * saa - sa * sa) * (n * sbb - sb * sb));
  }

  /** The largest eigenvalue of {@code n I − M} is n minus the smallest of M. */
  private static double smallest(double[][] matrix) {
    int n = matrix.length;
    double[] vector = new double[n];
    Arrays.setAll(vector, i -> 1 + 0.1 * i * (i % 2 == 0 ? 1 : -1));
    double largest = 0;
    for (int step = 0; step < 100_000; step++) {
      double[] next = new double[n];
      double norm = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          next[i] += ((i == j ? n : 0) - matrix[i][j]) * vector[j];
        }
        norm += next[i] * next[i];
      }
      largest = Math.sqrt(norm);
      for (int i = 0; i < n; i++) {
        vector[i] = next[i] / largest;
      }
    }
    return n - largest;
  }
}
