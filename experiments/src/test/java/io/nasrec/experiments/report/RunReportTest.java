package io.nasrec.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nasrec.experiments.report.RunReport.Candidate;
import io.nasrec.experiments.report.RunReport.Quality;
import io.nasrec.experiments.report.RunReport.Term;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            "baselines",
            "stages",
            "warmUp",
            "scores",
            "terms",
            "provenance");
    assertThat(json.at("/evaluated").asInt()).isEqualTo(318);
    assertThat(json.at("/candidates/2/rank").asInt()).isEqualTo(3);
    assertThat(json.at("/candidates/2/validation/logLoss").asDouble()).isEqualTo(0.4771);
    assertThat(json.at("/best/test/auc").asDouble()).isEqualTo(0.7722);
    assertThat(json.at("/best/liveMacs").asLong()).isEqualTo(5_034_210);
    assertThat(json.at("/baselines/baseRate/test/logLoss").asDouble()).isEqualTo(0.5697);
    assertThat(json.at("/baselines/logisticRegression/parameters").asLong()).isEqualTo(98_765);
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
    assertThatThrownBy(() -> new Candidate(1, "f", 1, 1, 1, Candidate.TRAINED, null, null, null, 1))
        .hasMessage(
            "validation and epochs must be given exactly if the outcome is trained,"
                + " but it was trained");
    assertThatThrownBy(
            () ->
                new Candidate(
                    1, "f", 1, 1, 1, Candidate.DIVERGED, "NaN", new Quality(1, 0.5), 1.0, 1))
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
  @CsvSource({"NaN, 0.5", "-0.1, 0.5", "Infinity, 0.5", "0.4, 1.1", "0.4, NaN"})
  void qualitiesAreNumbers(double logLoss, double auc) {
    assertThatThrownBy(() -> new Quality(logLoss, auc))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void agreementIsOneWhereHigherScoresGoWithLowerLogLosses() {
    assertThat(RankAgreement.tau(candidates(0.50, 0.49, 0.48)).orElseThrow()).isEqualTo(1);
    assertThat(RankAgreement.tau(candidates(0.48, 0.49, 0.50)).orElseThrow()).isEqualTo(-1);
    // Five of six pairs agree: (5 - 1) / 6.
    assertThat(RankAgreement.tau(candidates(0.50, 0.49, 0.47, 0.48)).orElseThrow())
        .isCloseTo(2.0 / 3, within(1e-12));
  }

  @Test
  void thereIsNoAgreementToSpeakOfBetweenTwoOrBetweenEquals() {
    assertThat(RankAgreement.tau(candidates(0.5, 0.4))).isEmpty();
    assertThat(RankAgreement.tau(candidates(0.5, 0.5, 0.5))).isEmpty();
  }

  /** Networks with scores 1, 2, 3 and so on. */
  private static List<Candidate> candidates(double... logLosses) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < logLosses.length; i++) {
      candidates.add(
          new Candidate(
              i + 1,
              "f" + i,
              i + 1,
              1,
              1,
              Candidate.TRAINED,
              null,
              new Quality(logLosses[i], 0.7),
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
