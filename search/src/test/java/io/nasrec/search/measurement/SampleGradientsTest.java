package io.nasrec.search.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import io.nasrec.search.Samples;
import io.nasrec.search.TinySupernet;
import io.nasrec.space.Architecture;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.network.Inputs;
import io.nasrec.supernet.network.Loss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All rows at once against a loop over rows, each with a forward and a backward pass of its own.
 */
class SampleGradientsTest {
  private static final int ROWS = 12;

  /** What the loop adds up for one module. */
  private static final class Sums {
    private final double[] signs;
    private final double[] products = new double[ROWS];
    private double squares;

    private Sums(int size) {
      signs = new double[size];
    }

    private double magnitude() {
      double sum = 0;
      for (double sign : signs) {
        sum += Math.abs(sign);
      }
      return sum;
    }
  }

  static List<Architecture> architectures() {
    return Stream.of(Samples.FULL, Samples.PLUS)
        .flatMap(space -> Samples.architectures(space, 8).stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void everyModuleAgreesWithALoopOverRows(Architecture architecture) {
    try (TinySupernet supernet = new TinySupernet(architecture.space())) {
      ScoringBatch samples = supernet.batch(0, ROWS);
      Measurements measurements =
          supernet.measurements(architecture, supernet.data(List.of(samples), samples));

      Map<String, Sums> naive = naive(supernet, measurements.subject());
      var modules = measurements.sampleGradients().modules(Scope.ALL);

      assertThat(modules.stream().map(m -> m.module().path()))
          .containsExactlyInAnyOrderElementsOf(naive.keySet());
      for (ModuleSamples module : modules) {
        Sums expected = naive.get(module.module().path());
        assertThat(module.signs()).as(module.module().path()).isEqualTo(expected.magnitude());
        assertThat(module.squares())
            .isCloseTo(expected.squares, within(1e-10 * (1 + expected.squares)));
        for (int n = 0; n < ROWS; n++) {
          assertThat(module.product(n)).isCloseTo(expected.products[n], within(1e-10));
        }
      }
    }
  }

  private static Map<String, Sums> naive(TinySupernet supernet, Subject all) {
    Map<String, Sums> sums = new TreeMap<>();
    for (int n = 0; n < ROWS; n++) {
      ScoringBatch row = supernet.row(0, ROWS, n);
      Subject one =
          new Subject(
              all.fingerprint(), all.subnet(), all.parameters(), supernet.data(List.of(row), row));
      try (var work = new TorchEngine(1).differentiating()) {
        Map<String, NDArray> bound = one.bindDouble(work.manager());
        bound.values().forEach(EngineArrays::leaf);
        Inputs inputs = one.doubleSamples(work.manager());
        EngineArrays.leaf(inputs.sparse());
        EngineArrays.backward(
            Loss.of(one.subnet().logits(bound, inputs.dense(), inputs.sparse()), inputs.labels()));
        for (Weight weight : one.subnet().weights()) {
          if (Scope.ALL.contains(weight)) {
            NDArray leaf = bound.get(weight.path());
            double[] theta = EngineArrays.alias(leaf, work.manager()).toDoubleArray();
            double[] gradient = EngineArrays.gradient(leaf, work.manager()).toDoubleArray();
            add(sums, weight.path(), theta.length, n, theta, gradient, identity(theta.length));
          }
        }
        addEmbeddings(
            sums,
            supernet,
            n,
            row.ids(),
            EngineArrays.alias(inputs.sparse(), work.manager()).toDoubleArray(),
            EngineArrays.gradient(inputs.sparse(), work.manager()).toDoubleArray());
      }
    }
    return sums;
  }

  /** {@code (1, E, F)}: column f belongs to the row of field f that the id names. */
  private static void addEmbeddings(
      Map<String, Sums> sums,
      TinySupernet supernet,
      int n,
      int[] ids,
      double[] theta,
      double[] gradient) {
    int fields = ids.length;
    int dim = theta.length / fields;
    for (int field = 0; field < fields; field++) {
      double[] row = new double[dim];
      double[] rowGradient = new double[dim];
      int[] at = new int[dim];
      for (int k = 0; k < dim; k++) {
        row[k] = theta[k * fields + field];
        rowGradient[k] = gradient[k * fields + field];
        at[k] = supernet.weights().embeddings().row(field, ids[field]) * dim + k;
      }
      int size = supernet.weights().embeddings().table(field).rows() * dim;
      add(sums, "embedding." + field, size, n, row, rowGradient, at);
    }
  }

  private static void add(
      Map<String, Sums> sums,
      String path,
      int size,
      int n,
      double[] theta,
      double[] gradient,
      int[] at) {
    Sums module = sums.computeIfAbsent(path, key -> new Sums(size));
    for (int i = 0; i < theta.length; i++) {
      module.signs[at[i]] += Math.signum(gradient[i]);
      module.products[n] += theta[i] * gradient[i];
      module.squares += gradient[i] * gradient[i];
    }
  }

  private static int[] identity(int size) {
    int[] indices = new int[size];
    for (int i = 0; i < size; i++) {
      indices[i] = i;
    }
    return indices;
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void theMeanOfTheRowsGradientsIsTheBatchs(Architecture architecture) {
    try (TinySupernet supernet = new TinySupernet(architecture.space())) {
      ScoringBatch samples = supernet.batch(0, ROWS);
      Measurements measurements =
          supernet.measurements(architecture, supernet.data(List.of(samples), samples));

      Map<String, Double> ofBatch = new LinkedHashMap<>();
      for (ModuleGradients module : measurements.batchGradients().modules(Scope.ALL)) {
        ofBatch.put(module.module().path(), module.product(0));
      }
      for (ModuleSamples module : measurements.sampleGradients().modules(Scope.ALL)) {
        double mean = 0;
        for (int n = 0; n < ROWS; n++) {
          mean += module.product(n) / ROWS;
        }
        // Float32 against float64.
        assertThat(ofBatch.get(module.module().path()))
            .as(module.module().path())
            .isCloseTo(mean, within(2e-5));
      }
    }
  }
}
