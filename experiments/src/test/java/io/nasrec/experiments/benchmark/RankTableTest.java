package io.nasrec.experiments.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.commons.BadDataException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankTableTest {
  private static final double NONE = Double.NaN;

  @Test
  void checkpointsOfTrainingOneAreMeasuredAgainstTheOthers() {
    // Training 1 ranks 0, 1, 2, 3; training 2 ranks 1, 0, 2, 3: one pair of six is reversed.
    BenchmarkTable table =
        SampleBenchmark.of(
            new double[] {0.50, 0.52},
            new double[] {0.51, 0.50},
            new double[] {0.53, 0.54},
            new double[] {0.60, 0.61});
    List<Ranking> rankings = new ArrayList<>(CheckpointRankings.ofTraining(table));
    rankings.addAll(CheckpointRankings.ofSize(table));
    RankTable ranked = RankTable.of(table, Truth.VALIDATION, rankings);

    RankTable.Row last = row(ranked, "validation, 2.0 epochs");
    assertThat(last.figures().tau().value()).isCloseTo(4 / 6.0, within(1e-12));
    assertThat(ranked.ceiling().tau().value()).isCloseTo(4 / 6.0, within(1e-12));
    assertThat(last.against()).isEqualTo("training 2");
    assertThat(last.figures().regretOfFirst()).isCloseTo(0.02, within(1e-12));
    // Qualities are means over both: 0.51, 0.505, 0.535, 0.605. Sizes grow with the number.
    RankTable.Row small = row(ranked, "−parameters");
    assertThat(small.against()).isEqualTo("all 2");
    assertThat(small.figures().tau().value()).isCloseTo(4 / 6.0, within(1e-12));
    assertThat(row(ranked, "+parameters").figures().tau().value())
        .isCloseTo(-4 / 6.0, within(1e-12));
    assertThat(row(ranked, "+MACs").points()).hasSize(4);
    assertThat(row(ranked, "random").points()).isEmpty();
    assertThat(ranked.rows()).hasSize(1 + 10 + 4 + 3);
    assertThat(ranked.rows().stream().map(row -> row.figures().tau().value()).toList())
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void theProgressiveLossIsTheMeanOfTheLastQuarter() {
    BenchmarkTraining training = SampleBenchmark.training(1, 0.5);
    BenchmarkHeader.Budget budget = SampleBenchmark.of(new double[] {0.5}).header().budget();
    // 40 steps are 20 parts; the last quarter is parts 16 to 20, 0.08 to 0 above the end.
    assertThat(CheckpointRankings.progressive(training, 40, budget))
        .isCloseTo(-(0.5 + 0.04), within(1e-12));
    // After 4 steps the last quarter begins in the second part.
    assertThat(CheckpointRankings.progressive(training, 4, budget))
        .isCloseTo(-(0.5 + 0.36), within(1e-12));
    assertThat(CheckpointRankings.validation(training, 25)).isCloseTo(-0.7, within(1e-12));
    assertThat(CheckpointRankings.validation(training, 9)).isNaN();
  }

  @Test
  void whatDivergedIsLeftOut() {
    BenchmarkTable table =
        SampleBenchmark.of(
            new double[] {0.50, 0.51},
            new double[] {NONE, NONE},
            new double[] {0.53, NONE},
            new double[] {0.60, 0.61},
            new double[] {NONE, 0.40});
    assertThat(table.trained()).hasSize(4);
    RankTable ranked =
        RankTable.of(
            table,
            Truth.TEST,
            List.of(
                new Ranking("proxy", "made up", false, List.of(4.0, 3.0, 2.0, 1.0)),
                CheckpointRankings.ofTraining(table).get(13)));

    assertThat(row(ranked, "proxy").figures().ranked()).isEqualTo(4);
    assertThat(row(ranked, "proxy").points().get(3).logLoss()).isCloseTo(0.41, within(1e-12));
    // Against training 2: network 2 has no truth, network 4 no score.
    assertThat(row(ranked, "validation, 2.0 epochs").figures().ranked()).isEqualTo(2);
    assertThatThrownBy(
            () ->
                RankTable.of(
                    table, Truth.TEST, List.of(new Ranking("short", "", false, List.of(1.0)))))
        .hasMessage("short must have 4 scores, but has 1");
  }

  /** Ranks 1, 2, 3 and 3, 1.5, 1.5 of the networks that both score. */
  @Test
  void sumsOfRanks() {
    List<Ranking> rankings =
        List.of(
            new Ranking("a", "warm-up 1%", false, List.of(1.0, 2.0, 30.0, 5.0)),
            new Ranking("b", "warm-up 1%", false, List.of(9.0, 4.0, 4.0, NONE)));

    Ranking sum = RankSums.parse(List.of("a+b")).of(rankings).get(0);

    assertThat(sum.name()).isEqualTo("a+b");
    assertThat(sum.source()).isEqualTo("warm-up 1%");
    assertThat(sum.scores()).containsExactly(4.0, 3.5, 4.5, NONE);
    assertThatThrownBy(() -> RankSums.parse(List.of("a+")))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            "--sums: must be names with '+' between them, such as sigeo+naswot, but was 'a+'");
    assertThatThrownBy(() -> RankSums.parse(List.of("a+c")).of(rankings))
        .hasMessage("--sums: no ranking is called 'c'; there are: a, b");
  }

  private static RankTable.Row row(RankTable table, String name) {
    return table.rows().stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow();
  }
}
