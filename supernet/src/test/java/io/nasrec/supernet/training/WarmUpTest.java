package io.nasrec.supernet.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.commons.Progress;
import io.nasrec.data.Dataset;
import io.nasrec.data.RowSample;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.Rows;
import io.nasrec.supernet.SyntheticData;
import io.nasrec.supernet.Tensors;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.training.WarmUp.Point;
import io.nasrec.supernet.weights.Initializer;
import io.nasrec.supernet.weights.ModelWeights;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {
  private static final OptimizerSettings OPTIMIZER =
      new OptimizerSettings(5, new Adagrad(1e-2, 0), 0.1);
  private static final SearchSpace SPACE =
      SearchSpace.small(2).withWidths(List.of(8, 16), List.of(4, 8));
  private static final int IDS = 20;

  private final NetworkBuilder networks = new NetworkBuilder(SPACE, new InputShape(3, 4, 4), true);
  private final Rows rows = Rows.random(1000, 3, 4, IDS, true, 1);
  private final RowSample sample = RowSample.draw(1000, 800, new SplittableRandom(1));

  private ModelWeights weights() {
    ModelWeights weights =
        ModelWeights.shared(
            new TorchEngine(1),
            networks.supernetWeights(),
            Collections.nCopies(4, IDS),
            4,
            Integer.MAX_VALUE);
    new Initializer(4, 0.1).fill(weights.parameters());
    new Initializer(4, 0.1).fill(weights.embeddings());
    return weights;
  }

  private List<Point> run(ModelWeights weights, int epochs, long fullPathSteps, long seed) {
    WarmUpHyperparameters settings =
        new WarmUpHyperparameters(epochs, 3, 0.12, fullPathSteps, OPTIMIZER);
    return new WarmUp(networks, settings, seed).run(weights, rows, sample, Progress.NONE);
  }

  /** The share of step i is Bernoulli(1 − i/decay): Σ p = 200 ± √(Σ p (1 − p)) = 8.2 of 400. */
  @Test
  void fullPathShareDecaysLinearly() {
    int decay = 400;
    try (ModelWeights weights = weights()) {
      List<Point> points = run(weights, 2, decay, 7);
      assertThat(points).hasSize(2 * 267).hasSize((int) WarmUp.steps(800, 2, 3));
      assertThat(points.get(0).fullPath()).as("probability 1").isTrue();
      assertThat(points.subList(decay, points.size())).noneMatch(Point::fullPath);
      assertThat((double) count(points.subList(0, decay))).isBetween(200 - 4 * 8.2, 200 + 4 * 8.2);
      // Quarters of the decay: expected 87.5, 62.5, 37.5, 12.5; deviations at most 5.
      for (int quarter = 0; quarter < 4; quarter++) {
        double expected = 87.5 - 25 * quarter;
        assertThat((double) count(points.subList(100 * quarter, 100 * (quarter + 1))))
            .isBetween(expected - 20, expected + 20);
      }
    }
  }

  @Test
  void withoutDecayOnlySampledPaths() {
    try (ModelWeights weights = weights()) {
      assertThat(run(weights, 1, 0, 7)).hasSize(267).noneMatch(Point::fullPath);
    }
  }

  @Test
  void theLogSaysWhatEachStepDid() {
    try (ModelWeights weights = weights()) {
      List<Point> points = run(weights, 2, 100, 7);
      assertThat(points.stream().map(Point::step))
          .containsExactlyElementsOf(LongStream.range(0, 2 * 267).boxed().toList());
      CosineSchedule schedule = CosineSchedule.of(0.12, 0.1, 2 * 267);
      assertThat(points)
          .allSatisfy(p -> assertThat(p.learningRate()).isEqualTo(schedule.at(p.step())))
          .allSatisfy(p -> assertThat(p.loss()).isBetween(0.0, 20.0));
      List<String> paths =
          points.stream().filter(p -> !p.fullPath()).map(Point::path).distinct().toList();
      assertThat(paths).hasSizeGreaterThan(300).allMatch(p -> p.matches("[0-9a-f]{16}"));
    }
    int[] epoch = rows.gathered().subList(0, 267).stream().flatMapToInt(IntStream::of).toArray();
    int[] next = rows.gathered().subList(267, 534).stream().flatMapToInt(IntStream::of).toArray();
    assertThat(epoch).containsExactlyInAnyOrder(sample.rows()).isNotEqualTo(next);
    assertThat(next).containsExactlyInAnyOrder(sample.rows());
  }

  @Test
  void sameSeedSameSupernet() {
    try (ModelWeights first = weights();
        ModelWeights second = weights();
        ModelWeights other = weights()) {
      List<Point> points = run(first, 1, 100, 7);
      assertThat(run(second, 1, 100, 7)).isEqualTo(points);
      Map<String, float[]> expected = Tensors.floats(first);
      Tensors.floats(second)
          .forEach((name, values) -> assertThat(values).as(name).isEqualTo(expected.get(name)));
      assertThat(run(other, 1, 100, 8)).isNotEqualTo(points);
    }
  }

  /** 300 steps: in the end below what the base rate gives, on rows not seen before. */
  @Test
  void lossFallsOnSyntheticData(@TempDir Path directory) {
    try (Dataset dataset = SyntheticData.open(directory, 50_000)) {
      List<Integer> cardinalities = dataset.manifest().cardinalities();
      NetworkBuilder builder =
          new NetworkBuilder(SPACE, new InputShape(13, cardinalities.size(), 16), true);
      try (ModelWeights supernet =
          ModelWeights.shared(
              new TorchEngine(1), builder.supernetWeights(), cardinalities, 16, 100_000)) {
        new Initializer(4, 0.01).fill(supernet.parameters());
        new Initializer(4, 0.01).fill(supernet.embeddings());
        RowSample train = RowSample.draw(dataset.train().rows(), 38_400, new SplittableRandom(2));
        List<Point> points =
            new WarmUp(builder, new WarmUpHyperparameters(1, 128, 0.12, 60, OPTIMIZER), 3)
                .run(supernet, dataset.train(), train, Progress.NONE);
        double early = mean(points.subList(0, 30));
        double late = mean(points.subList(points.size() - 100, points.size()));
        assertThat(late).isLessThan(early - 0.02);
        assertThat(late).isLessThan(dataset.manifest().train().baseRateLogLoss() - 0.005);
      }
    }
  }

  private static double mean(List<Point> points) {
    return points.stream().mapToDouble(Point::loss).average().orElseThrow();
  }

  private static long count(List<Point> points) {
    return points.stream().filter(Point::fullPath).count();
  }
}
