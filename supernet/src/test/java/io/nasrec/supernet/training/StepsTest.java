package io.nasrec.supernet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.supernet.Rows;
import io.nasrec.supernet.baseline.LogisticRegression;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.weights.ModelWeights;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepsTest {
  private static final TrainingHyperparameters SETTINGS =
      new TrainingHyperparameters(
          3, 16, 0.1, 1, 1, 0, 0, new OptimizerSettings(5, new Adagrad(1e-2, 0), 0.1));

  @Test
  void aPassTakesEachRowOnce() {
    Rows rows = Rows.random(60, 3, 4, 20, false, 1);
    LogisticRegression network = new LogisticRegression(3);
    List<Integer> read = new ArrayList<>();
    try (ModelWeights weights =
            ModelWeights.own(
                new TorchEngine(1),
                network.weights(),
                Collections.nCopies(4, 20),
                network.embeddingDim(),
                20);
        Steps steps =
            new Steps(
                SETTINGS,
                5,
                network,
                weights,
                60,
                (numbers, from, to) -> {
                  IntStream.range(from, to).forEach(i -> read.add(numbers[i]));
                  return rows.gather(numbers, from, to);
                })) {
      assertThat(steps.perPass()).isEqualTo(4);
      assertThat(steps.total()).isEqualTo(12);
      Position position = Position.START;
      while (position.step() < 8) {
        position = steps.after(position);
      }
    }
    List<Integer> first = read.subList(0, 60);
    List<Integer> second = read.subList(60, 120);
    assertThat(first).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 60).boxed().toList());
    assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
  }

  /**
   * Two trainings of five steps, one of them scheduled over as many and one over all passes: after
   * the first step, whose rate is that of the linear part in both, their weights part.
   */
  @Test
  void theScheduleRunsOverTheStepsGiven() {
    assertThat(weightsAfter(5, 5)).isNotEqualTo(weightsAfter(12, 5));
    assertThat(weightsAfter(12, 5)).isEqualTo(weightsAfter(12, 5));
    // The rate of the step after the last is 1e-8: it moves no weight by more than that.
    float[] end = weightsAfter(5, 5);
    float[] beyond = weightsAfter(5, 6);
    for (int i = 0; i < end.length; i++) {
      assertThat(beyond[i]).isCloseTo(end[i], within(1e-7f));
    }
  }

  private static float[] weightsAfter(long total, long steps) {
    Rows rows = Rows.random(60, 3, 4, 20, false, 1);
    LogisticRegression network = new LogisticRegression(3);
    try (ModelWeights weights =
            ModelWeights.own(
                new TorchEngine(1),
                network.weights(),
                Collections.nCopies(4, 20),
                network.embeddingDim(),
                20);
        Steps training =
            new Steps(SETTINGS, 5, network, weights, rows.rows(), total, rows::gather)) {
      assertThat(training.total()).isEqualTo(total);
      Position position = Position.START;
      while (position.step() < steps) {
        position = training.after(position);
      }
      FloatBuffer values = weights.parameters().all().iterator().next().values();
      float[] copy = new float[values.capacity()];
      values.get(0, copy);
      return copy;
    }
  }

  /** 60 rows are 4 steps a pass, 100 rows 7: whole passes stay whole, parts are rounded up. */
  @ParameterizedTest
  @CsvSource({"4, 7", "8, 14", "12, 21", "1, 2", "2, 4", "3, 6", "5, 9"})
  void asManyPassesOverOtherRows(long steps, long others) {
    assertThat(SETTINGS.equalPasses(steps, 60, 100)).isEqualTo(others);
    assertThat(SETTINGS.equalPasses(steps, 60, 60)).isEqualTo(steps);
  }
}
