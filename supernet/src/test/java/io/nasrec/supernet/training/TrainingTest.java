package io.nasrec.supernet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.commons.Progress;
import io.nasrec.data.Batch;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.Rows;
import io.nasrec.supernet.Tensors;
import io.nasrec.supernet.baseline.LogisticRegression;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.network.Subnet;
import io.nasrec.supernet.weights.Initializer;
import io.nasrec.supernet.weights.ModelWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingTest {
  private static final int FEATURES = 3;
  private static final int FIELDS = 4;
  private static final int IDS = 20;
  private static final OptimizerSettings OPTIMIZER =
      new OptimizerSettings(5, new Adagrad(1e-2, 0), 0.1);
  private static final LogisticRegression LINEAR = new LogisticRegression(FEATURES);

  /** Nothing to learn but noise: the validation loss falls at best for a while. */
  private final Rows noise = Rows.random(60, FEATURES, FIELDS, IDS, false, 1);

  private final Rows otherNoise = Rows.random(200, FEATURES, FIELDS, IDS, false, 2);

  private static TrainingHyperparameters settings(
      int epochs, int batchSize, int evaluationsPerEpoch, int patience) {
    return new TrainingHyperparameters(
        epochs, batchSize, 0.3, evaluationsPerEpoch, patience, 0, 0, OPTIMIZER);
  }

  private static ModelWeights weights(CtrNetwork network) {
    ModelWeights weights =
        ModelWeights.own(
            new TorchEngine(1),
            network.weights(),
            Collections.nCopies(FIELDS, IDS),
            network.embeddingDim(),
            IDS);
    new Initializer(4, 0.1).fill(weights.parameters());
    new Initializer(4, 0.1).fill(weights.embeddings());
    return weights;
  }

  private static Training.Result run(
      TrainingHyperparameters settings,
      CtrNetwork network,
      ModelWeights weights,
      Rows train,
      Rows valid) {
    return new Training(settings, 9).run("test", network, weights, train, valid, Progress.NONE);
  }

  @Test
  void theWeightsAreThoseOfTheBestEvaluation() {
    SearchSpace space = SearchSpace.small(2).withWidths(List.of(8, 16), List.of(4, 6));
    NetworkBuilder networks = new NetworkBuilder(space, new InputShape(FEATURES, FIELDS, 4), true);
    CtrNetwork network =
        new Subnet(networks.live(new ArchitectureSampler(space).sample(new SplittableRandom(1))));
    for (CtrNetwork trained : List.of(network, LINEAR)) {
      try (ModelWeights weights = weights(trained)) {
        Training.Result result =
            run(settings(12, 16, 2, 1000), trained, weights, noise, otherNoise);
        List<Double> losses = losses(result);
        assertThat(result.best().validation().logLoss()).isEqualTo(Collections.min(losses));
        assertThat(result.best().step())
            .as("the last evaluation is not the best, or this shows nothing")
            .isLessThan(result.history().get(23).step());
        assertThat(new Evaluation(trained, weights).on(otherNoise))
            .isEqualTo(result.best().validation());
      }
    }
  }

  @Test
  void patienceCountsEvaluationsWithoutImprovement() {
    try (ModelWeights weights = weights(LINEAR)) {
      Training.Result result = run(settings(50, 16, 2, 3), LINEAR, weights, noise, otherNoise);
      int best = result.history().indexOf(result.best());
      assertThat(result.history()).hasSize(best + 1 + 3).hasSizeLessThan(100);
      assertThat(losses(result).subList(best + 1, best + 4))
          .allSatisfy(
              loss ->
                  assertThat(loss).isGreaterThanOrEqualTo(result.best().validation().logLoss()));
    }
  }

  /** 60 rows in batches of 16 are 4 steps per epoch; a batch of 20 makes 3. */
  @ParameterizedTest
  @CsvSource({
    "16, 1, 4 8",
    "16, 2, 2 4 6 8",
    "16, 3, 2 3 4 6 7 8",
    "16, 4, 1 2 3 4 5 6 7 8",
    "16, 100, 1 2 3 4 5 6 7 8",
    "20, 2, 2 3 5 6"
  })
  void evaluationsAreSpacedEvenly(int batchSize, int evaluationsPerEpoch, String steps) {
    try (ModelWeights weights = weights(LINEAR)) {
      Training.Result result =
          run(settings(2, batchSize, evaluationsPerEpoch, 1000), LINEAR, weights, noise, noise);
      assertThat(result.history().stream().map(Training.Evaluated::step))
          .containsExactlyElementsOf(Arrays.stream(steps.split(" ")).map(Long::valueOf).toList());
    }
  }

  @Test
  void eachEpochTakesEachRowOnceInAnOrderOfItsOwn() {
    Rows train = Rows.random(50, FEATURES, FIELDS, IDS, true, 3);
    List<Long> progress = new ArrayList<>();
    try (ModelWeights weights = weights(LINEAR)) {
      new Training(settings(2, 16, 1, 1000), 9)
          .run(
              "test", LINEAR, weights, train, noise, (what, done, all, unit) -> progress.add(done));
    }
    assertThat(train.gathered())
        .extracting(rows -> rows.length)
        .containsExactly(16, 16, 16, 2, 16, 16, 16, 2);
    int[] first = concatenated(train.gathered().subList(0, 4));
    int[] second = concatenated(train.gathered().subList(4, 8));
    int[] all = IntStream.range(0, 50).toArray();
    assertThat(first).containsExactlyInAnyOrder(all).isNotEqualTo(all).isNotEqualTo(second);
    assertThat(second).containsExactlyInAnyOrder(all);
    assertThat(progress).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
  }

  /** Zero weights predict ½; the first rate of 1e-8 moves nothing that float32 would show. */
  @Test
  void trainLossIsTheMeanSinceTheEvaluationBefore() {
    try (ModelWeights weights =
        ModelWeights.own(
            new TorchEngine(1), LINEAR.weights(), Collections.nCopies(FIELDS, IDS), 1, IDS)) {
      OptimizerSettings rising = new OptimizerSettings(5, new Adagrad(1e-2, 0), 1);
      TrainingHyperparameters settings =
          new TrainingHyperparameters(1, 16, 0.3, 4, 1000, 0, 0, rising);
      Training.Result result = run(settings, LINEAR, weights, noise, noise);
      assertThat(result.history().get(0).trainLoss()).isCloseTo(Math.log(2), within(1e-6));
      assertThat(result.history().get(1).trainLoss()).isCloseTo(Math.log(2), within(1e-6));
      assertThat(result.history().get(3).trainLoss()).isNotCloseTo(Math.log(2), within(1e-3));
    }
  }

  /**
   * Thirty steps per pass: the last quarter begins with the tenth of a pass, three steps, that it
   * lies in. An evaluation after each step tells the losses one by one.
   */
  @ParameterizedTest
  @CsvSource({"1, 60, 45", "0.7, 42, 30", "0.1, 6, 3", "0.01, 1, 0"})
  void progressiveLossIsTheMeanOverTheLastQuarter(double share, int end, int from) {
    TrainingHyperparameters settings = settings(2, 2, 30, 1000);
    List<Double> losses;
    try (ModelWeights weights = weights(LINEAR)) {
      losses =
          run(settings, LINEAR, weights, noise, otherNoise).history().stream()
              .map(Training.Evaluated::trainLoss)
              .toList();
    }
    assertThat(losses).hasSize(60).doesNotHaveDuplicates();
    double mean =
        losses.subList(from, end).stream().mapToDouble(loss -> loss).average().orElseThrow();

    try (ModelWeights weights = weights(LINEAR);
        MemorySnapshots memory = new MemorySnapshots()) {
      Training.Result result =
          new Training(settings, 9)
              .withoutEarlyStop()
              .run(
                  "test",
                  LINEAR,
                  weights,
                  noise,
                  otherNoise,
                  new Budget(share),
                  memory,
                  Progress.NONE);

      assertThat(result.best().step()).isEqualTo(end);
      assertThat(result.best().trainLoss()).isCloseTo(mean, within(1e-12));
    }
  }

  @Test
  void learnsWhatThereIs() {
    Rows train = Rows.random(4000, FEATURES, FIELDS, IDS, true, 5);
    Rows valid = Rows.random(2000, FEATURES, FIELDS, IDS, true, 6);
    try (ModelWeights weights = weights(LINEAR)) {
      Training.Result result = run(settings(3, 64, 1, 10), LINEAR, weights, train, valid);
      // The generator is a logistic regression. Its own loss, over many rows, is 0.469: the mean
      // entropy of σ(x ± 1.5), x normal. The bound leaves room for 20 ids learnt from 4000 rows.
      assertThat(result.best().validation().logLoss()).isBetween(0.44, 0.51);
    }
  }

  @Test
  void sameSeedSameResult() {
    List<Training.Result> results = new ArrayList<>();
    List<Map<String, float[]>> finalWeights = new ArrayList<>();
    for (long seed : new long[] {1, 1, 2}) {
      try (ModelWeights weights = weights(LINEAR)) {
        results.add(
            new Training(settings(2, 16, 2, 100), seed)
                .run("test", LINEAR, weights, noise, otherNoise, Progress.NONE));
        finalWeights.add(Tensors.floats(weights));
      }
    }
    assertThat(results.get(1)).isEqualTo(results.get(0));
    assertThat(finalWeights.get(1)).usingRecursiveComparison().isEqualTo(finalWeights.get(0));
    assertThat(results.get(2)).isNotEqualTo(results.get(0));
  }

  /** A validation loss that is no number must never pass for the best one. */
  @Test
  void aValidationLossThatIsNotFiniteIsDivergence() {
    Rows broken =
        new Rows(
            new Batch(2, new float[] {1, 0}, new float[] {Float.NaN, 0, 0, 0, 0, 0}, new int[8]));
    try (ModelWeights weights = weights(LINEAR)) {
      assertThatThrownBy(() -> run(settings(2, 16, 2, 3), LINEAR, weights, noise, broken))
          .isInstanceOf(DivergenceException.class)
          .hasMessageContaining("validation");
    }
  }

  /** Without an evaluation there would be no best weights to return. */
  @Test
  void settingsThatWouldNeverEvaluate() {
    assertThatThrownBy(() -> settings(0, 16, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("epochs");
    assertThatThrownBy(() -> settings(1, 0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> settings(1, 16, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> settings(1, 16, 1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Double> losses(Training.Result result) {
    return result.history().stream().map(e -> e.validation().logLoss()).toList();
  }

  private static int[] concatenated(List<int[]> parts) {
    return parts.stream().flatMapToInt(IntStream::of).toArray();
  }
}
