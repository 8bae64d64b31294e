package io.nasrec.experiments.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nasrec.experiments.render.ReportFiles;
import io.nasrec.experiments.render.SampleReport;
import io.nasrec.experiments.results.RunReport.Candidate;
import io.nasrec.experiments.results.RunReport.Quality;
import io.nasrec.experiments.results.RunReport.Term;
import io.nasrec.supernet.evaluation.Metrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunReportTest {

  @Test
  void jsonHasTheKeysThatOthersRelyOn(@TempDir Path dir) throws Exception {
    JsonNode json = json(dir, SampleReport.synthetic());

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "dataset",
            "space",
            "proxy",
            "seed",
            "evaluated",
            "candidates",
            "best",
            "ensemble",
            "baselines",
            "stages",
            "warmUp",
            "scores",
            "terms",
            "tradeOff",
            "provenance",
            "checksum");
    assertThat(json.at("/evaluated").asInt()).isEqualTo(318);
    assertThat(json.at("/candidates/2/rank").asInt()).isEqualTo(3);
    assertThat(json.at("/candidates/2/validation/logLoss").asDouble()).isEqualTo(0.4771);
    assertThat(json.at("/best/test/auc").asDouble()).isEqualTo(0.7722);
    assertThat(json.at("/best/liveMacs").asLong()).isEqualTo(5_034_210);
    assertThat(json.at("/ensemble/members/0/count").asInt()).isEqualTo(2);
    assertThat(json.at("/ensemble/test/logLoss").asDouble()).isEqualTo(0.4749);
    assertThat(json.at("/baselines/baseRate/test/logLoss").asDouble()).isEqualTo(0.5697);
    assertThat(json.at("/best/test/normalizedEntropy").asDouble()).isEqualTo(0.8357);
    assertThat(json.at("/best/test/calibration").asDouble()).isEqualTo(1.0123);
    assertThat(json.at("/baselines/networks/1/name").asText()).isEqualTo("dcn-v2");
    assertThat(json.at("/baselines/logisticRegression/embeddingParameters").asLong())
        .isEqualTo(98_751);
    assertThat(json.at("/baselines/contest/baseline").asText()).isEqualTo("dcn-v2");
    assertThat(json.at("/baselines/contest/verdict").asText()).isEqualTo("beats");
    assertThat(json.at("/baselines/contest/high").asDouble()).isEqualTo(-0.0005);
    assertThat(json.at("/baselines/bestPossible/test").asDouble()).isEqualTo(0.4387);
    assertThat(json.at("/stages/1/detail/steps").asInt()).isEqualTo(172);
    assertThat(json.at("/warmUp/points/0/fullPath").isBoolean()).isTrue();
    assertThat(json.at("/terms/0/sd").isDouble()).isTrue();
    assertThat(json.at("/provenance/engine").asText()).startsWith("PyTorch");
  }

  @Test
  void whatDivergedHasNoScoreAndRealDataNoBestPossible(@TempDir Path dir) throws Exception {
    JsonNode json = json(dir, SampleReport.report());

    List<JsonNode> diverged = new ArrayList<>();
    json.get("scores")
        .forEach(
            s -> {
              if (s.get("outcome").asText().equals("diverged")) diverged.add(s);
            });
    assertThat(diverged).hasSize(2).allMatch(score -> score.get("score").isNull());
    assertThat(json.at("/baselines").has("bestPossible")).isFalse();
  }

  @Test
  void aCandidateThatDivergedInRetrainingStaysWithItsCause(@TempDir Path dir) throws Exception {
    JsonNode json = json(dir, SampleReport.diverged());

    assertThat(json.at("/candidates").size()).isEqualTo(8);
    JsonNode diverged = json.at("/candidates/1");
    assertThat(diverged.get("rank").asInt()).isEqualTo(2);
    assertThat(diverged.get("outcome").asText()).isEqualTo("diverged");
    assertThat(diverged.get("cause").asText()).isEqualTo("the loss of step 12 is NaN");
    assertThat(diverged.get("validation").isNull()).isTrue();
    assertThat(diverged.get("epochs").isNull()).isTrue();
    assertThat(json.at("/candidates/0/outcome").asText()).isEqualTo("trained");
    assertThat(json.at("/candidates/0").has("cause")).isFalse();
    assertThat(ReportFiles.read(dir).candidates()).isEqualTo(SampleReport.diverged().candidates());
  }

  @Test
  void onlyWhatWasTrainedHasAQuality() {
    assertThatThrownBy(
            () -> new Candidate(1, "f", List.of(), 1, 1, 1, Candidate.TRAINED, null, null, null, 1))
        .hasMessage(
            "validation and epochs must be given exactly if the outcome is trained or stopped,"
                + " but it was trained");
    assertThatThrownBy(
            () ->
                new Candidate(
                    1,
                    "f",
                    List.of(),
                    1,
                    1,
                    1,
                    Candidate.DIVERGED,
                    "NaN",
                    new Quality(1, 0.5, 1.2, 1.0),
                    1.0,
                    1))
        .hasMessageEndingWith("but it was diverged");
  }

  @Test
  void bothFilesAreWrittenAndTheJsonReadsBack(@TempDir Path dir) throws Exception {
    json(dir, SampleReport.report());

    RunReport read = ReportFiles.read(dir);

    assertThat(read.best()).isEqualTo(SampleReport.report().best());
    assertThat(read.scores()).isEqualTo(SampleReport.report().scores());
    assertThat(dir.resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void termsAreSummedUpByQuartilesAndDeviation() {
    assertThat(Term.of("x", new double[] {4, 1, 3, 2, 5}))
        .isEqualTo(new Term("x", 1, 1.5, 3, 4.5, 5, Math.sqrt(2)));
    assertThatThrownBy(() -> Term.of("x", new double[0]))
        .hasMessage("values of x must not be empty");
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, 0.5, 1, 1",
    "-0.1, 0.5, 1, 1",
    "Infinity, 0.5, 1, 1",
    "0.4, 1.1, 1, 1",
    "0.4, NaN, 1, 1",
    "0.4, 0.5, NaN, 1",
    "0.4, 0.5, 1, Infinity"
  })
  void qualitiesAreNumbers(double logLoss, double auc, double entropy, double calibration) {
    assertThatThrownBy(() -> new Quality(logLoss, auc, entropy, calibration))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A split without clicks: the report is written, and says of what does not exist nothing. */
  @Test
  void whatDoesNotExistIsNull() {
    assertThat(Quality.of(new Metrics(0.1, Double.NaN, Double.NaN, Double.NaN)))
        .isEqualTo(new Quality(0.1, null, null, null));
    assertThat(Quality.of(new Metrics(0.1, 0.7, 0.9, 1.1)))
        .isEqualTo(new Quality(0.1, 0.7, 0.9, 1.1));
  }

  @Test
  void agreementIsOneWhereHigherScoresGoWithLowerLogLosses() {
    double[] falling = {0.50, 0.49, 0.48, 0.47, 0.46, 0.45, 0.44, 0.43, 0.42, 0.41};
    assertThat(RankAgreement.tau(candidates(falling)).orElseThrow()).isEqualTo(1);
    double[] rising = {0.41, 0.42, 0.43, 0.44, 0.45, 0.46, 0.47, 0.48, 0.49, 0.50};
    assertThat(RankAgreement.tau(candidates(rising)).orElseThrow()).isEqualTo(-1);
    // 44 of 45 pairs agree: (44 - 1) / 45.
    double[] swapped = {0.50, 0.49, 0.48, 0.47, 0.46, 0.45, 0.44, 0.43, 0.41, 0.42};
    assertThat(RankAgreement.tau(candidates(swapped)).orElseThrow())
        .isCloseTo(43.0 / 45, within(1e-12));
  }

  @Test
  void thereIsNoAgreementToSpeakOfBetweenFewOrBetweenEquals() {
    assertThat(RankAgreement.tau(candidates(0.50, 0.49, 0.48, 0.47, 0.46, 0.45, 0.44, 0.43, 0.42)))
        .isEmpty();
    assertThat(RankAgreement.tau(candidates(DoubleStream.generate(() -> 0.5).limit(12).toArray())))
        .isEmpty();
  }

  /** Networks with scores 1, 2, 3 and so on. */
  private static List<Candidate> candidates(double... logLosses) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < logLosses.length; i++) {
      candidates.add(
          new Candidate(
              i + 1,
              "f" + i,
              List.of(),
              i + 1,
              1,
              1,
              Candidate.TRAINED,
              null,
              new Quality(logLosses[i], 0.7, 0.9, 1.0),
              1.0,
              1));
    }
    return candidates;
  }

  private static JsonNode json(Path dir, RunReport report) throws Exception {
    ReportFiles.write(dir, report, SampleReport.architecture(), SampleReport.CRITEO);
    return new ObjectMapper().readTree(dir.resolve("report.json").toFile());
  }
}
