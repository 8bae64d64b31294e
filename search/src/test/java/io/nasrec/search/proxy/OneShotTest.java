package io.nasrec.search.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import ai.djl.ndarray.NDArray;
import io.nasrec.commons.RandomStreams;
import io.nasrec.data.Batch;
import io.nasrec.data.RowSample;
import io.nasrec.search.Samples;
import io.nasrec.search.TinySupernet;
import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.measurement.ScoringData;
import io.nasrec.search.measurement.Subject;
import io.nasrec.search.measurement.TuningRows;
import io.nasrec.space.Architecture;
import io.nasrec.supernet.Rows;
import io.nasrec.supernet.Tensors;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.network.Inputs;
import io.nasrec.supernet.network.LayerFunctions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fine-tuning the head against logistic regression on what the head reads, in plain loops. */
class OneShotTest {
  private static final int BATCH = 25;
  private static final double RATE = 0.04;
  private static final long SEED = 9;

  private final Batch train = TinySupernet.rows(11, 60);
  private final Batch validation = TinySupernet.rows(12, 40);
  private TinySupernet supernet;

  @BeforeEach
  void open() {
    supernet = new TinySupernet(Samples.FULL);
  }

  @AfterEach
  void close() {
    supernet.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void itIsLogisticRegressionOnWhatTheHeadReads(int steps) {
    for (Architecture architecture : Samples.architectures(Samples.FULL, 3)) {
      Measurements measurements = measurements(architecture);

      double score = oneShot(steps).score(measurements).value();

      assertThat(score).isCloseTo(-naive(measurements.subject(), steps), withPercentage(1e-3));
    }
  }

  @Test
  void theSupernetStaysAsItIs() {
    var before = Tensors.floats(supernet.weights());

    Proxy.Score score =
        oneShot(20).score(measurements(Samples.architectures(Samples.FULL, 1).get(0)));

    assertThat(Tensors.floats(supernet.weights())).usingRecursiveComparison().isEqualTo(before);
    assertThat(score.terms().get(OneShot.BEFORE)).isNotEqualTo(-score.value());
  }

  private static OneShot oneShot(int steps) {
    return new OneShot(steps, BATCH, RATE, 1000, SEED);
  }

  private Measurements measurements(Architecture architecture) {
    ScoringData data = supernet.data();
    return supernet.measurements(
        architecture,
        new ScoringData(
            data.batches(),
            data.samples(),
            data.embeddings(),
            Optional.of(new TuningRows(new Rows(train), new Rows(validation)))));
  }

  private double naive(Subject subject, int steps) {
    double[][] features = features(subject, train);
    // The bias is the weight of a feature that is 1.
    double[] weights = head(subject);
    double[] accumulators = new double[weights.length];
    for (int step = 0; step < steps; step++) {
      int inEpoch = step % 2;
      int[] order =
          RowSample.shuffled(60, RandomStreams.stream(SEED, "one-shot", (long) (step / 2)));
      double[] gradient = new double[weights.length];
      for (int i = inEpoch * BATCH; i < inEpoch * BATCH + BATCH; i++) {
        double[] x = features[order[i]];
        double error = 1 / (1 + Math.exp(-dot(weights, x))) - train.labels()[order[i]];
        for (int k = 0; k < x.length; k++) {
          gradient[k] += error * x[k] / BATCH;
        }
      }
      double norm = Math.sqrt(dot(gradient, gradient));
      for (int k = 0; k < weights.length; k++) {
        double g = gradient[k] * Math.min(1, 5 / (norm + 1e-6));
        accumulators[k] += g * g;
        weights[k] -= RATE * g / (Math.sqrt(accumulators[k]) + 1e-2);
      }
    }
    double[][] rows = features(subject, validation);
    double loss = 0;
    for (int n = 0; n < rows.length; n++) {
      double z = dot(weights, rows[n]);
      loss += (Math.log1p(Math.exp(z)) - validation.labels()[n] * z) / rows.length;
    }
    return loss;
  }

  /** What the head reads, part by part, and a 1. */
  private double[][] features(Subject subject, Batch batch) {
    List<NDArray> parts = new ArrayList<>();
    try (var work = new TorchEngine(1).inference()) {
      Inputs inputs = Inputs.of(batch, subject.data().embeddings(), work.manager());
      subject
          .subnet()
          .logits(
              subject.bind(work.manager()),
              inputs.dense(),
              inputs.sparse(),
              new LayerFunctions() {
                @Override
                public NDArray linear(Linear layer, NDArray x) {
                  if (Scope.HEAD.contains(layer.weight())) {
                    parts.add(x);
                  }
                  return PLAIN.linear(layer, x);
                }
              });
      double[][] rows = new double[batch.size()][];
      for (int n = 0; n < rows.length; n++) {
        double[] row = {};
        for (NDArray part : parts) {
          float[] values = part.get(n).toFloatArray();
          int from = row.length;
          row = Arrays.copyOf(row, from + values.length);
          for (int k = 0; k < values.length; k++) {
            row[from + k] = values[k];
          }
        }
        rows[n] = Arrays.copyOf(row, row.length + 1);
        rows[n][row.length] = 1;
      }
      return rows;
    }
  }

  /** The head's weights in the order of its parts, then its bias. */
  private double[] head(Subject subject) {
    List<double[]> parts = new ArrayList<>();
    try (var work = new TorchEngine(1).inference()) {
      Inputs inputs = Inputs.of(train, subject.data().embeddings(), work.manager());
      var bound = subject.bind(work.manager());
      subject
          .subnet()
          .logits(
              bound,
              inputs.dense(),
              inputs.sparse(),
              new LayerFunctions() {
                @Override
                public NDArray linear(Linear layer, NDArray x) {
                  if (Scope.HEAD.contains(layer.weight())) {
                    parts.add(Tensors.doubles(layer.matrix().toFloatArray()));
                  }
                  return PLAIN.linear(layer, x);
                }
              });
      parts.add(Tensors.doubles(bound.get("head.bias").toFloatArray()));
    }
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
