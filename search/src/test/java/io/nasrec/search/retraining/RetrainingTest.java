package io.nasrec.search.retraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.data.Dataset;
import io.nasrec.search.Samples;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.baseline.LogisticRegression;
import io.nasrec.supernet.engine.Workers;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.training.OptimizerSettings;
import io.nasrec.supernet.training.StandAlone;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.weights.Initializer;
import io.nasrec.supernet.weights.ModelWeights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainingTest {
  private static final List<Candidate> TOP = Samples.scored(3, 2, 1);

  @TempDir private Path directory;
  private Dataset data;
  private final List<String> heard = new ArrayList<>();

  @BeforeEach
  void prepare() {
    data = MadeUpRows.open(directory.resolve("data"));
  }

  @AfterEach
  void close() {
    data.close();
  }

  @Test
  void resultsDoNotDependOnTheNumberOfWorkersAndProgressIsOneStage() throws Exception {
    List<Retrained> alone = run("one", 0.01, 1);
    assertThat(heard).last().isEqualTo("retrain 75/75 steps");
    heard.clear();
    List<Retrained> both = run("two", 0.01, 2);

    assertThat(both.stream().map(Retrained::result))
        .containsExactlyElementsOf(alone.stream().map(Retrained::result).toList());
    assertThat(both.stream().map(Retrained::rank)).containsExactly(1, 2, 3);
    assertThat(both).allMatch(r -> r.validation().orElseThrow().logLoss() < 0.6);
    // 1600 rows in steps of 64, of three networks.
    assertThat(heard).hasSize(75).allMatch(line -> line.matches("retrain \\d+/75 steps"));
    for (Retrained retrained : both) {
      assertThat(checkpoint("two", retrained)).hasSameBinaryContentAs(checkpoint("one", retrained));
    }
  }

  @Test
  void whatWasTrainedBeforeIsNotTrainedAgain() throws Exception {
    List<Retrained> first = run("again", 0.01, 2);
    Files.delete(
        directory.resolve("again").resolve("02-" + fingerprint(TOP.get(1)) + "/result.json"));
    heard.clear();

    List<Retrained> resumed = run("again", 0.01, 2);

    assertThat(resumed.stream().map(Retrained::result))
        .containsExactlyElementsOf(first.stream().map(Retrained::result).toList());
    assertThat(resumed.get(0)).isEqualTo(first.get(0));
    // One network's steps; the others count from the beginning, or as soon as they are found.
    assertThat(heard).hasSizeLessThanOrEqualTo(27).last().isEqualTo("retrain 75/75 steps");
  }

  @Test
  void whatDivergesStaysWithItsCause() throws Exception {
    List<Retrained> retrained = run("diverged", Double.NaN, 2);

    assertThat(retrained).hasSize(3);
    for (Retrained one : retrained) {
      assertThat(one.validation()).isEmpty();
      assertThat(one.result())
          .isInstanceOfSatisfying(
              Retrained.Diverged.class, diverged -> assertThat(diverged.cause()).contains("NaN"));
      assertThat(checkpoint("diverged", one)).doesNotExist();
    }
    assertThat(run("diverged", Double.NaN, 1)).isEqualTo(retrained);
  }

  @Test
  void aNetworkSeesTheTestSplitOnce() {
    TestEvaluation test = new TestEvaluation(data.test());
    LogisticRegression network = new LogisticRegression(data.manifest().denseNames().size());
    try (ModelWeights zeros =
        ModelWeights.own(
            network.weights(), data.manifest().cardinalities(), 1, Integer.MAX_VALUE)) {
      Evaluation evaluation = new Evaluation(network, zeros);

      Metrics metrics = test.of("first", evaluation);

      // Weights of zero say one half to every row.
      assertThat(metrics.logLoss()).isCloseTo(Math.log(2), within(1e-12));
      assertThat(metrics.auc()).isEqualTo(0.5);
      assertThat(test.of("second", evaluation)).isEqualTo(metrics);
      assertThatThrownBy(() -> test.of("first", evaluation))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("already revealed for network first");
    }
  }

  private List<Retrained> run(String name, double embeddingStd, int threads) throws Exception {
    Path files = Files.createDirectories(directory.resolve(name));
    Training.Settings settings =
        new Training.Settings(1, 64, 0.1, 1, 1, 0, 0, new OptimizerSettings(5, 1e-2, 0.1));
    Retraining.Setup setup =
        new Retraining.Setup(
            new NetworkBuilder(Samples.SPACE, new InputShape(13, 26, 8), true),
            new StandAlone(
                data.manifest().cardinalities(),
                Integer.MAX_VALUE,
                new Initializer(5, embeddingStd),
                new Training(settings, 6)));
    try (Workers workers = new Workers(threads)) {
      return new Retraining(
              setup, new RetrainedFiles(files, "digest"), Map.of("made", "here"), retrained -> {})
          .run(
              TOP,
              data.train(),
              data.validation(),
              workers,
              (stage, done, total, unit) ->
                  heard.add(stage + " " + done + "/" + total + " " + unit));
    }
  }

  private Path checkpoint(String name, Retrained retrained) {
    return new RetrainedFiles(directory.resolve(name), "digest")
        .checkpoint(retrained.candidate(), retrained.rank());
  }

  private static String fingerprint(Candidate candidate) {
    return candidate.proposal().architecture().fingerprint();
  }
}
