package io.nasrec.search.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.data.Dataset;
import io.nasrec.search.Samples;
import io.nasrec.search.proxy.Proxy;
import io.nasrec.space.network.InputShape;
import io.nasrec.supernet.SampleProvenance;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.engine.Workers;
import io.nasrec.supernet.model.NetworkDefinition;
import io.nasrec.supernet.training.Adagrad;
import io.nasrec.supernet.training.OptimizerSettings;
import io.nasrec.supernet.training.StandAlone;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.training.TrainingHyperparameters;
import io.nasrec.supernet.trial.Trial;
import io.nasrec.supernet.weights.Initializer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingScorerTest {
  private static final Fidelity THIRD = new Fidelity(1.0 / 3);

  @TempDir private Path directory;
  private Dataset data;

  @BeforeEach
  void prepare() {
    data = MadeUpRows.open(directory.resolve("data"));
  }

  @AfterEach
  void close() {
    data.close();
  }

  @Test
  void aTrainingThatGoesOnEqualsOneInOneGoWithAndWithoutItsState() throws Exception {
    List<Proxy.Score> inOneGo = scores("whole", 0.01, 1, Fidelity.TRAINED);

    List<Proxy.Score> third = scores("rungs", 0.01, 2, THIRD);
    assertThat(states("rungs")).hasSize(3);
    List<Proxy.Score> continued = scores("rungs", 0.01, 2, Fidelity.TRAINED);

    assertThat(third).doesNotContainAnyElementsOf(inOneGo);
    assertThat(continued).isEqualTo(inOneGo);
    assertThat(states("rungs")).as("nothing is left to go on with").isEmpty();
    assertThat(scores("rungs", 0.01, 1, THIRD)).as("from the start again").isEqualTo(third);
  }

  @Test
  void aStateThatLiesBehindIsNotUsed() throws Exception {
    List<Proxy.Score> third = scores("one", 0.01, 1, THIRD);
    scores("two", 0.01, 1, new Fidelity(0.9));

    assertThat(scores("two", 0.01, 1, THIRD)).isEqualTo(third);
  }

  @Test
  void whatDivergesIsUnscorableWithItsCause() throws Exception {
    List<Candidate> candidates = run("diverged", Double.NaN, 2, THIRD);

    assertThat(candidates)
        .hasSize(3)
        .allSatisfy(
            candidate ->
                assertThat(candidate.outcome())
                    .isInstanceOfSatisfying(
                        Outcome.Unscorable.class,
                        outcome ->
                            assertThat(outcome.cause())
                                .startsWith("training diverged: ")
                                .contains("NaN")));
    assertThat(states("diverged")).isEmpty();
  }

  @Test
  void statesOfNetworksThatAreDroppedGo() throws Exception {
    List<Candidate> candidates = run("dropped", 0.01, 1, THIRD);
    try (Workers workers = new Workers(1)) {
      TrainingScorer scorer = scorer("dropped", 0.01, workers);
      scorer.release(candidates.get(1).proposal().architecture());
      assertThat(states("dropped"))
          .hasSize(2)
          .noneMatch(
              name -> name.contains(candidates.get(1).proposal().architecture().fingerprint()));

      scorer.removeStates();
      assertThat(directory.resolve("dropped")).doesNotExist();
      scorer.removeStates();
    }
  }

  /** Validation log loss and progressive loss, both recorded; the first is the score. */
  @Test
  void bothLossesAreOnRecord() {
    assertThat(run("both", 0.01, 2, Fidelity.TRAINED))
        .allSatisfy(
            candidate -> {
              Proxy.Score score = candidate.outcome().score().orElseThrow();
              assertThat(score.terms()).containsOnlyKeys("logLoss", "progressiveLoss");
              assertThat(score.value()).isEqualTo(-score.terms().get("logLoss"));
              assertThat(score.terms().get("progressiveLoss"))
                  .isCloseTo(score.terms().get("logLoss"), within(0.3));
            });
  }

  private List<Proxy.Score> scores(String name, double std, int threads, Fidelity fidelity) {
    return run(name, std, threads, fidelity).stream()
        .map(candidate -> candidate.outcome().score().orElseThrow())
        .toList();
  }

  private List<Candidate> run(String name, double std, int threads, Fidelity fidelity) {
    List<Proposal> proposals =
        IntStream.range(0, 3)
            .mapToObj(
                i ->
                    new Proposal(i, 0, Optional.empty(), Samples.architectures(3).get(i), fidelity))
            .toList();
    try (Workers workers = new Workers(threads)) {
      return scorer(name, std, workers).score(proposals);
    }
  }

  private TrainingScorer scorer(String name, double embeddingStd, Workers workers) {
    TrainingHyperparameters settings =
        new TrainingHyperparameters(
            2, 64, 0.1, 1, 1, 0, 0.1, new OptimizerSettings(5, new Adagrad(1e-2, 0), 0.1));
    StandAlone recipe =
        new StandAlone(
            new TorchEngine(1),
            data.manifest().cardinalities(),
            Integer.MAX_VALUE,
            new Initializer(5, embeddingStd),
            new Training(settings, 6).withoutEarlyStop());
    return new TrainingScorer(
        network ->
            new Trial(
                network.fingerprint(),
                directory.resolve(name).resolve(network.fingerprint()),
                new NetworkDefinition.Searched(network, true),
                new InputShape(13, 26, 8),
                recipe,
                Optional.empty(),
                Optional.empty(),
                "digest",
                SampleProvenance.TRIAL),
        directory.resolve(name),
        data,
        workers);
  }

  private List<String> states(String name) throws Exception {
    try (Stream<Path> files = Files.list(directory.resolve(name))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
