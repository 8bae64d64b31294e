package io.nasrec.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.commons.Progress;
import io.nasrec.commons.RandomStreams;
import io.nasrec.data.Batch;
import io.nasrec.data.Dataset;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.Manifest;
import io.nasrec.data.SplitScheme;
import io.nasrec.data.raw.Synthetic;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What synthetic data is for: from 80,000 rows a model of pairwise interactions learns most of what
 * there is to learn, and a linear one less than half.
 */
class LearnabilityTest {
  private static final int ROWS = 100_000;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void interactionsAreMoreThanHalfOfIt(long seed) {
    PrepareOptions options =
        new PrepareOptions(
            new Synthetic(ROWS, seed), SplitScheme.NASREC, 1, 10, DenseTransform.LOG1P);
    Preparation.run(options, directory.resolve("set"), Progress.NONE);
    try (Dataset dataset = Dataset.open(directory.resolve("set"))) {
      Batch train = dataset.train().read(0, dataset.train().rows());
      Batch validation = dataset.validation().read(0, dataset.validation().rows());
      Manifest manifest = dataset.manifest();
      double linear = closed(new Machine(manifest, 0), 3, train, validation, manifest);
      double factors = closed(new Machine(manifest, 8), 4, train, validation, manifest);

      assertThat(linear).isBetween(0.2, 0.45);
      assertThat(factors).isGreaterThan(0.65).isLessThan(1.0);
    }
  }

  /** The part of the way from the base rate's log loss to the best possible one. */
  private static double closed(
      Machine machine, int epochs, Batch train, Batch validation, Manifest manifest) {
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int row = 0; row < train.size(); row++) {
        machine.learn(train, row);
      }
    }
    double loss = 0;
    for (int row = 0; row < validation.size(); row++) {
      double logit = machine.logit(validation, row);
      loss += Math.log1p(Math.exp(validation.labels()[row] == 1 ? -logit : logit));
    }
    Manifest.Part part = manifest.validation();
    return (part.baseRateLogLoss() - loss / validation.size())
        / (part.baseRateLogLoss() - part.bestPossibleLogLoss());
  }

  /** A factorisation machine (Rendle 2010) with Adagrad; with rank 0, a logistic regression. */
  private static final class Machine {
    private static final double RATE = 0.1;

    private final int rank;
    private final int dense;
    private final int fields;
    private final int[] offsets;
    private final double[] weights;
    private final double[] squares;
    private final double[] sums;

    Machine(Manifest manifest, int rank) {
      this.rank = rank;
      dense = manifest.denseNames().size();
      fields = manifest.sparseNames().size();
      offsets = new int[dense + fields];
      int features = 1;
      for (int i = 0; i < offsets.length; i++) {
        offsets[i] = features;
        features += i < dense ? 1 : manifest.cardinalities().get(i - dense);
      }
      weights = new double[features * (rank + 1)];
      squares = new double[features * (rank + 1)];
      sums = new double[rank];
      RandomGenerator random = RandomStreams.stream(1, "machine");
      for (int i = 0; i < weights.length; i++) {
        weights[i] = i % (rank + 1) == 0 ? 0 : random.nextGaussian() * 0.05;
        squares[i] = 1e-2;
      }
    }

    private int at(Batch batch, int row, int i) {
      int id = i < dense ? 0 : batch.sparse()[row * fields + i - dense];
      return (offsets[i] + id) * (rank + 1);
    }

    private double value(Batch batch, int row, int i) {
      return i < dense ? batch.dense().get(row * dense + i) / 4 : 1;
    }

    double logit(Batch batch, int row) {
      double logit = weights[0];
      Arrays.fill(sums, 0);
      for (int i = 0; i < offsets.length; i++) {
        int at = at(batch, row, i);
        double x = value(batch, row, i);
        logit += weights[at] * x;
        for (int k = 0; k < rank; k++) {
          double term = weights[at + 1 + k] * x;
          sums[k] += term;
          logit -= term * term / 2;
        }
      }
      for (double sum : sums) {
        logit += sum * sum / 2;
      }
      return logit;
    }

    void learn(Batch batch, int row) {
      double error = 1 / (1 + Math.exp(-logit(batch, row))) - batch.labels()[row];
      step(0, error);
      for (int i = 0; i < offsets.length; i++) {
        int at = at(batch, row, i);
        double x = value(batch, row, i);
        step(at, error * x);
        for (int k = 1; k <= rank; k++) {
          step(at + k, error * x * (sums[k - 1] - weights[at + k] * x));
        }
      }
    }

    private void step(int i, double gradient) {
      squares[i] += gradient * gradient;
      weights[i] -= RATE * gradient / Math.sqrt(squares[i]);
    }
  }
}
