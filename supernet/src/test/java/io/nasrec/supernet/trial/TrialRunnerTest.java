package io.nasrec.supernet.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.commons.BadDataException;
import io.nasrec.commons.CheckedJson;
import io.nasrec.data.Dataset;
import io.nasrec.supernet.SyntheticData;
import io.nasrec.supernet.baseline.LogisticRegression;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.engine.Workers;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.evaluation.Predictions;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.weights.ModelWeights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialRunnerTest {
  private static final Engine ENGINE = new TorchEngine(1);

  @TempDir private Path directory;
  private Dataset data;
  private final List<String> heard = new ArrayList<>();

  @BeforeEach
  void prepare() {
    data = SyntheticData.open(directory.resolve("data"), 2_000);
  }

  @AfterEach
  void close() {
    data.close();
  }

  @Test
  void resultsDoNotDependOnTheNumberOfWorkersAndProgressIsOneStage() {
    List<TrialResult> alone = run(trials("one", 0.01), 1);
    assertThat(heard).last().isEqualTo("retrain 75/75 steps");
    heard.clear();
    List<TrialResult> both = run(trials("two", 0.01), 2);

    assertThat(both.stream().map(TrialRunnerTest::timeless))
        .containsExactlyElementsOf(alone.stream().map(TrialRunnerTest::timeless).toList());
    assertThat(both).allMatch(r -> r.validation().orElseThrow().logLoss() < 0.6);
    // 1600 rows in steps of 64, of three networks.
    assertThat(heard).hasSize(75).allMatch(line -> line.matches("retrain \\d+/75 steps"));
    for (int i = 0; i < 3; i++) {
      assertThat(weights("two", i)).hasSameBinaryContentAs(weights("one", i));
    }
  }

  @Test
  void whatWasTrainedBeforeIsNotTrainedAgain() throws Exception {
    List<TrialResult> first = run(trials("again", 0.01), 2);
    Files.delete(directory.resolve("again/1/result.json"));
    heard.clear();

    List<TrialResult> resumed = run(trials("again", 0.01), 2);

    assertThat(resumed.stream().map(TrialRunnerTest::timeless))
        .containsExactlyElementsOf(first.stream().map(TrialRunnerTest::timeless).toList());
    assertThat(resumed.get(0)).isEqualTo(first.get(0));
    // One network's steps; the others count from the beginning, or as soon as they are found.
    assertThat(heard).hasSizeLessThanOrEqualTo(27).last().isEqualTo("retrain 75/75 steps");
  }

  @Test
  void whatDivergesStaysWithItsCause() {
    List<TrialResult> results = run(trials("diverged", Double.NaN), 2);

    assertThat(results).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(results.get(i).validation()).isEmpty();
      assertThat(results.get(i))
          .isInstanceOfSatisfying(
              TrialResult.Diverged.class, diverged -> assertThat(diverged.cause()).contains("NaN"));
      assertThat(weights("diverged", i)).doesNotExist();
    }
    assertThat(run(trials("diverged", Double.NaN), 1)).isEqualTo(results);
  }

  @Test
  void everyResultIsAModelWithItsCostsAndCurve() throws Exception {
    Trial trial = trials("model", 0.01).get(0);
    TrialResult result = run(List.of(trial), 1).get(0);

    ModelDirectory model = ModelDirectory.open(trial.directory());
    assertThat(model.model().validation()).isEqualTo(result.validation()).isPresent();
    assertThat(model.model().provenance()).isEqualTo(trial.provenance());
    assertThat(result.costs().embeddingParameters()).isEqualTo(model.model().embeddingParameters());
    assertThat(result.costs().macs()).isEqualTo(model.model().build().macs());
    assertThat(result)
        .isInstanceOfSatisfying(
            TrialResult.Trained.class,
            trained -> {
              assertThat(trained.complete()).isTrue();
              assertThat(trained.curve()).containsExactly(trained.best().orElseThrow());
            });
    assertThat(Files.readString(trial.directory().resolve(ModelDirectory.CARD)))
        .isEqualTo(trial.network().label());
  }

  @Test
  void aResultWithoutItsWeightsIsNone() throws Exception {
    List<Trial> trials = trials("lost", 0.01);
    List<TrialResult> first = run(trials, 2);
    byte[] before = Files.readAllBytes(weights("lost", 2));
    Files.delete(weights("lost", 2));

    assertThat(run(trials, 1).stream().map(TrialRunnerTest::timeless))
        .containsExactlyElementsOf(first.stream().map(TrialRunnerTest::timeless).toList());
    assertThat(weights("lost", 2)).hasBinaryContent(before);
  }

  @Test
  void resultsOfOtherTrainingsAndVersionsAreRefused() throws Exception {
    run(trials("first", 0.01), 2);
    Path file = directory.resolve("first/1/result.json");
    ObjectNode document = CheckedJson.read(file);
    document.put("training", "another");
    CheckedJson.write(file, document);
    assertThatThrownBy(() -> run(trials("first", 0.01), 2))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(file + ": comes from a run with other data or settings");

    ((ObjectNode) document.at("/best/validation")).remove("calibration");
    CheckedJson.write(file, document);
    assertThatThrownBy(() -> run(trials("first", 0.01), 2))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(file + " was written by another version of nasrec: Missing ")
        .hasMessageContaining("'calibration'");
  }

  @Test
  void aNetworkSeesTheTestSplitOnce() {
    TestEvaluation test = new TestEvaluation(data.test());
    LogisticRegression network = new LogisticRegression(data.manifest().denseNames().size());
    try (ModelWeights zeros =
        ModelWeights.own(
            ENGINE, network.weights(), data.manifest().cardinalities(), 1, Integer.MAX_VALUE)) {
      Evaluation evaluation = new Evaluation(network, zeros);

      Metrics metrics = test.predictions("first", evaluation).metrics();

      // Weights of zero say one half to every row.
      assertThat(metrics.logLoss()).isCloseTo(Math.log(2), within(1e-12));
      assertThat(metrics.auc()).isEqualTo(0.5);
      assertThat(test.predictions("second", evaluation).metrics()).isEqualTo(metrics);
      assertThatThrownBy(() -> test.predictions("first", evaluation))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("already revealed for network first");
    }
  }

  @Test
  void whatATrialSaidOfTheTestRowsIsRead() throws Exception {
    Trial trial = trials("tested", 0.01).get(0);
    run(List.of(trial), 1);
    Predictions said = with(1, runner -> runner.tested(trial, ENGINE));
    // The data set would not show its test rows again.
    Predictions again = with(1, runner -> runner.tested(trial, ENGINE));

    assertThat(again.metrics()).isEqualTo(said.metrics());
    assertThat(ModelDirectory.open(trial.directory()).model().test().orElseThrow().metrics())
        .isEqualTo(said.metrics());
  }

  private List<TrialResult> run(List<Trial> trials, int threads) {
    return with(threads, runner -> runner.run("retrain", trials));
  }

  private <T> T with(int threads, Function<TrialRunner, T> work) {
    try (Workers workers = new Workers(threads)) {
      return work.apply(
          new TrialRunner(
              data,
              workers,
              model -> model.network().label(),
              (stage, done, total, unit) ->
                  heard.add(stage + " " + done + "/" + total + " " + unit)));
    }
  }

  private List<Trial> trials(String name, double embeddingStd) {
    return SyntheticTrials.of(
        ENGINE, data, directory.resolve(name), 3, SyntheticTrials.oneEpoch(), embeddingStd);
  }

  private Path weights(String name, int index) {
    return directory.resolve(name + "/" + index + "/" + ModelDirectory.WEIGHTS);
  }

  /** A result without what differs between two runs. */
  private static TrialResult timeless(TrialResult result) {
    return ((TrialResult.Trained) result).after(0);
  }
}
