package io.nasrec.search.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.commons.RandomStreams;
import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.Subject;
import io.nasrec.space.Architecture;
import io.nasrec.space.Block;
import io.nasrec.space.DenseOperator;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.SparseOperator;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.network.Subnet;
import io.nasrec.supernet.weights.Parameters;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One block, fully connected over features and over rows, in plain loops. */
class ZenTest {
  private static final int ROWS = 64;
  private static final int DENSE = 3;
  private static final int FIELDS = 4;
  private static final int DIM = 8;
  private static final int WIDTH = 16;
  private static final long SEED = 21;

  private double logScale;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theChangeOfTheHeadsInputAndTheNormalisationsScale(boolean layerNorm) {
    SearchSpace space = SearchSpace.small(1).withWidths(List.of(WIDTH), List.of(WIDTH));
    Architecture architecture =
        new Architecture(
            space,
            List.of(
                new Block(
                    DenseOperator.FC,
                    SparseOperator.EMBEDDED_FC,
                    WIDTH,
                    WIDTH,
                    false,
                    false,
                    List.of(0),
                    List.of(0),
                    0,
                    0)));
    NetworkBuilder networks =
        new NetworkBuilder(space, new InputShape(DENSE, FIELDS, DIM), layerNorm);
    Subnet subnet = new Subnet(networks.live(architecture));
    try (Parameters unused = Parameters.own(new TorchEngine(1), subnet.weights())) {
      Measurements measurements =
          new Measurements(new Subject(architecture.fingerprint(), subnet, unused, null), Set.of());

      assertThat(new Zen(SEED).score(measurements).value())
          .isCloseTo(expected(layerNorm), within(1e-9));
    }
  }

  private double expected(boolean layerNorm) {
    double[] dense = normal("dense", ROWS * DENSE);
    double[] sparse = normal("sparse", ROWS * DIM * FIELDS);
    double[] before = features(dense, sparse, layerNorm);
    double scale = logScale;
    double[] after =
        features(
            moved(dense, normal("dense-noise", ROWS * DENSE)),
            moved(sparse, normal("sparse-noise", ROWS * DIM * FIELDS)),
            layerNorm);
    double change = 0;
    for (int i = 0; i < before.length; i++) {
      change += Math.abs(before[i] - after[i]) / ROWS;
    }
    return Math.log(change) + scale;
  }

  /** The outputs of both layers, each a linear layer over the last axis. */
  private double[] features(double[] dense, double[] sparse, boolean layerNorm) {
    logScale = 0;
    double[] first = layer(dense, DENSE, normal("blocks.1.fc.linear.weight", WIDTH * DENSE));
    double[] second =
        layer(sparse, FIELDS, normal("blocks.1.embedded-fc.linear.weight", WIDTH * FIELDS));
    if (layerNorm) {
      normalise(first);
      normalise(second);
    }
    double[] all = new double[first.length + second.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = Math.max(0, i < first.length ? first[i] : second[i - first.length]);
    }
    return all;
  }

  private static double[] layer(double[] x, int in, double[] weight) {
    double[] y = new double[x.length / in * WIDTH];
    for (int i = 0; i < y.length; i++) {
      for (int k = 0; k < in; k++) {
        y[i] += weight[i % WIDTH * in + k] * x[i / WIDTH * in + k];
      }
    }
    return y;
  }

  private void normalise(double[] y) {
    double meanVariance = 0;
    int groups = y.length / WIDTH;
    for (int g = 0; g < groups; g++) {
      double mean = 0;
      double variance = 0;
      for (int i = g * WIDTH; i < g * WIDTH + WIDTH; i++) {
        mean += y[i] / WIDTH;
      }
      for (int i = g * WIDTH; i < g * WIDTH + WIDTH; i++) {
        variance += (y[i] - mean) * (y[i] - mean) / WIDTH;
      }
      for (int i = g * WIDTH; i < g * WIDTH + WIDTH; i++) {
        // The eps of the project's layers is a float32.
        y[i] = (y[i] - mean) / Math.sqrt(variance + 1e-5f);
      }
      meanVariance += variance / groups;
    }
    logScale += Math.log(Math.sqrt(meanVariance));
  }

  private static double[] moved(double[] x, double[] noise) {
    double[] moved = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      moved[i] = x[i] + 0.01 * noise[i];
    }
    return moved;
  }

  private static double[] normal(String what, int size) {
    RandomGenerator random = RandomStreams.stream(SEED, "zen:" + what);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextGaussian();
    }
    return values;
  }
}
