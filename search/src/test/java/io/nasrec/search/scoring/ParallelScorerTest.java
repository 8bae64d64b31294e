package io.nasrec.search.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.search.Samples;
import io.nasrec.search.TinySupernet;
import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.measurement.ScoringBatch;
import io.nasrec.search.measurement.ScoringData;
import io.nasrec.search.measurement.UnscorableException;
import io.nasrec.search.proxy.FisherInformation;
import io.nasrec.search.proxy.Proxy;
import io.nasrec.search.proxy.SiGeo;
import io.nasrec.supernet.engine.Workers;
import io.nasrec.supernet.weights.Parameter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelScorerTest {
  private static final Proxy SIGEO = SiGeo.warmed(Scope.DENSE, FisherInformation.BATCH);

  private TinySupernet supernet;

  @BeforeEach
  void open() {
    supernet = new TinySupernet();
  }

  @AfterEach
  void close() {
    supernet.close();
  }

  @Test
  void scoresDoNotDependOnTheNumberOfWorkers() {
    List<Proposal> proposals = Samples.proposals(24);

    List<Outcome> alone = outcomes(score(SIGEO, 1, proposals));

    assertThat(alone).hasOnlyElementsOfType(Outcome.Scored.class);
    assertThat(alone).doesNotHaveDuplicates();
    assertThat(outcomes(score(SIGEO, 2, proposals))).isEqualTo(alone);
    assertThat(outcomes(score(SIGEO, 3, proposals))).isEqualTo(alone);
  }

  @Test
  void scoringMovesNoWeight() {
    List<float[]> before = values();

    score(SIGEO, 2, Samples.proposals(6));

    assertThat(values()).usingRecursiveComparison().isEqualTo(before);
  }

  @Test
  void candidatesComeInTheOrderOfTheirProposals() {
    List<Proposal> proposals = Samples.proposals(20);

    assertThat(score(SIGEO, 2, proposals).stream().map(Candidate::proposal))
        .containsExactlyElementsOf(proposals);
  }

  @Test
  void whatCannotBeScoredIsAnOutcomeAndTheOthersAreScored() {
    List<Proposal> proposals = Samples.proposals(4);
    Proxy moody =
        proxy(
            weights -> {
              if (weights == size(proposals.get(1))) {
                throw new UnscorableException("no gradient varies");
              }
              if (weights == size(proposals.get(2))) {
                throw new IllegalStateException("a layer is missing");
              }
              return 0.25;
            });

    assertThat(outcomes(score(moody, 2, proposals)))
        .containsExactly(
            scored(0.25),
            new Outcome.Unscorable("no gradient varies"),
            new Outcome.Failed("java.lang.IllegalStateException: a layer is missing"),
            scored(0.25));
  }

  /** What fails for every network is no property of networks: a search must not go on for days. */
  @Test
  void sixteenFailuresAtTheStartEndTheSearchWithTheirCause() {
    Proxy broken =
        proxy(
            weights -> {
              throw new IllegalStateException("a layer is missing");
            });
    List<Proposal> proposals = Samples.proposals(17);

    assertThat(outcomes(score(broken, 2, proposals.subList(0, 15))))
        .hasSize(15)
        .allMatch(outcome -> outcome instanceof Outcome.Failed);
    assertThatThrownBy(() -> score(broken, 2, proposals.subList(0, 16)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a layer is missing");

    // One success is enough to take the others for failures of their networks.
    Proxy moody =
        proxy(
            weights -> {
              if (weights == size(proposals.get(0))) {
                return 0.25;
              }
              throw new IllegalStateException("a layer is missing");
            });
    assertThat(outcomes(score(moody, 2, proposals))).hasSize(17).contains(scored(0.25));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void weightsThatAreNoNumbersGiveNoScore(float poison) {
    for (Parameter parameter : supernet.weights().parameters().all()) {
      for (int i = 0; i < parameter.values().capacity(); i++) {
        parameter.values().put(i, poison);
      }
    }

    assertThat(outcomes(score(SIGEO, 2, Samples.proposals(6))))
        .containsOnly(new Outcome.Unscorable("the loss of a scoring batch is NaN"));
  }

  @Test
  void aSinglePoisonedNumberOnTheWayGivesNoScore() {
    Parameter head =
        supernet.weights().parameters().all().stream()
            .filter(p -> p.weight().path().equals("head.weight"))
            .findAny()
            .orElseThrow();
    head.values().put(0, Float.NaN);

    assertThat(outcomes(score(SIGEO, 1, Samples.proposals(6))))
        .hasOnlyElementsOfType(Outcome.Unscorable.class);
  }

  @Test
  void aNetworkWithoutAnyVaryingGradientGivesNoScore() {
    // One batch twice: no coordinate varies.
    ScoringBatch batch = supernet.batch(0, 64);
    ScoringData same = supernet.data(List.of(batch, batch), batch);

    try (Workers workers = new Workers(1)) {
      assertThat(
              outcomes(
                  new ParallelScorer(
                          SIGEO,
                          supernet.networks(),
                          supernet.weights().parameters(),
                          same,
                          workers)
                      .score(Samples.proposals(3))))
          .containsOnly(
              new Outcome.Unscorable("no module's gradient varies over the scoring batches"));
    }
  }

  private List<Candidate> score(Proxy proxy, int threads, List<Proposal> proposals) {
    try (Workers workers = new Workers(threads)) {
      return new ParallelScorer(
              proxy, supernet.networks(), supernet.weights().parameters(), supernet.data(), workers)
          .score(proposals);
    }
  }

  private long size(Proposal proposal) {
    return supernet.networks().live(proposal.architecture()).parameters();
  }

  private List<float[]> values() {
    return supernet.weights().parameters().all().stream()
        .map(
            parameter -> {
              float[] values = new float[parameter.values().capacity()];
              parameter.values().get(0, values);
              return values;
            })
        .toList();
  }

  private static Outcome scored(double value) {
    return new Outcome.Scored(new Proxy.Score(value, Map.of()));
  }

  private static List<Outcome> outcomes(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::outcome).toList();
  }

  /** Scores a network by the number of its parameters. */
  private static Proxy proxy(Function<Long, Double> score) {
    return new Proxy() {
      @Override
      public String name() {
        return "size";
      }

      @Override
      public Score score(Measurements measurements) {
        return Score.of(score.apply(measurements.subject().subnet().network().parameters()));
      }
    };
  }
}
