package io.nasrec.experiments.workflow;

import static io.nasrec.experiments.workflow.Runs.journal;
import static io.nasrec.experiments.workflow.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.commons.BadDataException;
import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.commons.Progress;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.results.RunReport;
import io.nasrec.space.InterchangeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job on little data. */
class SearchRunTest {
  @TempDir private static Path directory;

  /** A finished run with one worker, read by the tests and changed by none. */
  private static Path finished;

  private static RunReport report;

  @BeforeAll
  static void runOnce() throws IOException {
    finished = directory.resolve("finished");
    report = run(finished, TinyExperiment.with("engine.workers=1"));
  }

  @Test
  void everyStageLeavesItsFiles() throws Exception {
    for (String file :
        List.of(
            "experiment.yaml",
            "provenance.json",
            "data/manifest.json",
            "data/train.arrow",
            "data/validation.arrow",
            "data/test.arrow",
            "supernet.safetensors",
            "warm-up.json",
            "journal.jsonl",
            "baselines/networks/logistic-regression/training-1/weights.safetensors",
            "baselines/networks/dcn-v2/training-1/test-logits.safetensors",
            "winner.json",
            "stages.json",
            "best-architecture.json",
            "model/model.json",
            "model/weights.safetensors",
            "model/vocabulary.arrow",
            "model/MODEL_CARD.md",
            "report.json",
            "report.html")) {
      assertThat(finished.resolve(file)).isNotEmptyFile();
    }
    assertThat(names(finished.resolve("candidates")))
        .as("two networks")
        .hasSize(2)
        .allSatisfy(
            name ->
                assertThat(names(finished.resolve("candidates").resolve(name)))
                    .contains("model.json", "weights.safetensors", "result.json"));
    assertThat(names(finished)).noneMatch(name -> name.endsWith(".tmp"));
    assertThat(Files.readAllLines(finished.resolve("journal.jsonl"))).hasSize(8 + 3 * 2);
    assertThat(
            InterchangeFile.parse(Files.readString(finished.resolve("best-architecture.json")))
                .architecture()
                .fingerprint())
        .isEqualTo(report.best().fingerprint());
  }

  @Test
  void theReportHasTheFieldsThatOthersRelyOn() throws Exception {
    JsonNode json = json(finished.resolve("report.json"));

    assertThat(json.at("/dataset").asText()).isEqualTo("tiny");
    assertThat(json.at("/space").asText()).isEqualTo("nasrec-small");
    assertThat(json.at("/proxy").asText()).isEqualTo("sigeo");
    assertThat(json.at("/seed").asLong()).isEqualTo(1);
    assertThat(json.at("/evaluated").asInt()).isEqualTo(14);
    assertThat(json.at("/candidates").size()).isEqualTo(2);
    for (JsonNode candidate : json.at("/candidates")) {
      assertThat(candidate.get("fingerprint").asText()).matches("[0-9a-f]{16}");
      assertThat(candidate.get("score").isDouble()).isTrue();
      assertThat(candidate.get("parameters").asLong()).isPositive();
      assertThat(candidate.get("macs").asLong()).isPositive();
      assertThat(candidate.get("outcome").asText()).isEqualTo("trained");
      assertQuality(candidate.get("validation"));
    }
    assertThat(json.at("/candidates/0/rank").asInt()).isEqualTo(1);
    assertThat(json.at("/candidates/0/score").asDouble())
        .isGreaterThanOrEqualTo(json.at("/candidates/1/score").asDouble());
    assertThat(json.at("/best/fingerprint").asText()).matches("[0-9a-f]{16}");
    assertThat(json.at("/best/parameters").asLong()).isPositive();
    assertThat(json.at("/best/macs").asLong()).isPositive();
    assertQuality(json.at("/best/validation"));
    assertQuality(json.at("/best/test"));
    assertQuality(json.at("/baselines/baseRate/test"));
    assertQuality(json.at("/baselines/logisticRegression/test"));
    assertThat(json.at("/baselines/bestPossible/test").asDouble()).isPositive();
    List<String> stages = new ArrayList<>();
    json.at("/stages")
        .forEach(
            stage -> {
              stages.add(stage.get("name").asText());
              assertThat(stage.get("seconds").asDouble()).isNotNegative();
            });
    assertThat(stages)
        .containsExactly("prepare", "warm-up", "search", "retrain", "baselines", "test");
    assertThat(json.at("/provenance/seed").asText()).isEqualTo("1");
    assertThat(json.at("/provenance/dataDigest").asText())
        .isEqualTo(json(finished.resolve("data/manifest.json")).get("digest").asText());
  }

  @Test
  void searchesTheFullSpaceToo() throws Exception {
    RunReport full = run(directory.resolve("full"), TinyExperiment.with("space.name=nasrec-full"));

    assertThat(full.space()).isEqualTo("nasrec-full");
    assertThat(full.evaluated()).isEqualTo(14);
    String text = Files.readString(directory.resolve("full/best-architecture.json"));
    assertThat(InterchangeFile.parse(text).architecture().fingerprint())
        .isEqualTo(full.best().fingerprint());
    assertThat(journal(directory.resolve("full")))
        .as("operators that only this space has")
        .anyMatch(line -> line.get("architecture").toString().matches(".*\\[[23],[45]\\].*"));
  }

  /** Chosen on validation, held against the winner on test. */
  @Test
  void theWinnerMeetsTheBaselineThatIsBestOnValidation() {
    RunReport.Contest contest = report.baselines().contest();
    List<RunReport.Network> networks = report.baselines().networks();

    assertThat(networks)
        .extracting(RunReport.Network::name)
        .containsExactly("logistic-regression", "deepfm", "dcn-v2");
    RunReport.Network opponent =
        networks.stream()
            .min(Comparator.comparingDouble(network -> network.validation().logLoss()))
            .orElseThrow();
    assertThat(contest.baseline()).isEqualTo(opponent.name());
    assertThat(contest.rows()).isEqualTo(301);
    assertThat(contest.logLossDifference())
        .isCloseTo(
            report.best().test().logLoss() - opponent.test().logLoss(), Offset.offset(1e-12));
    assertThat(contest.low()).isLessThan(contest.logLossDifference());
    assertThat(contest.high()).isGreaterThan(contest.logLossDifference());
    assertThat(contest.parametersDifference())
        .isEqualTo(
            report.best().liveParameters()
                + report.best().embeddingParameters()
                - opponent.parameters()
                - opponent.embeddingParameters());
  }

  @Test
  void aSearchWithoutBaselinesHasNoVerdict() throws Exception {
    Path alone = directory.resolve("alone");

    RunReport without = run(alone, TinyExperiment.with("baseline.networks=none"));

    assertThat(without.baselines().networks()).isEmpty();
    assertThat(without.baselines().contest()).isNull();
    assertThat(without.best()).isEqualTo(report.best());
    assertThat(alone.resolve("baselines")).doesNotExist();
  }

  @Test
  void theTermsAreThoseOfTheScore() {
    assertThat(report.terms())
        .extracting(RunReport.Term::name)
        .containsExactly("zico", "fisherRao", "loss");
  }

  @Test
  void theWinnerIsTheBestOnValidationAndTheJournalHasItsScore() throws Exception {
    RunReport.Candidate winner =
        report.candidates().stream()
            .filter(c -> c.fingerprint().equals(report.best().fingerprint()))
            .findAny()
            .orElseThrow();

    assertThat(report.candidates())
        .allMatch(c -> c.validation().logLoss() >= winner.validation().logLoss());
    assertThat(report.best().validation()).isEqualTo(winner.validation());
    assertThat(journal(finished))
        .anySatisfy(
            line -> {
              assertThat(line.get("fingerprint").asText()).isEqualTo(winner.fingerprint());
              assertThat(line.get("score").asDouble()).isEqualTo(winner.score());
            });
  }

  @Test
  void theWinnersWeightsAreThoseOfItsCheckpoint() throws Exception {
    RunReport.Candidate winner =
        report.candidates().stream()
            .filter(c -> c.fingerprint().equals(report.best().fingerprint()))
            .findAny()
            .orElseThrow();

    assertThat(finished.resolve("model/weights.safetensors"))
        .hasSameBinaryContentAs(
            finished.resolve("candidates/" + winner.fingerprint() + "/weights.safetensors"));
  }

  @Test
  void twoWorkersFindTheSame() throws Exception {
    Path other = directory.resolve("two-workers");

    RunReport both = run(other, TinyExperiment.with("engine.workers=2"));

    assertThat(journal(other)).isEqualTo(journal(finished));
    assertThat(other.resolve("best-architecture.json"))
        .hasSameBinaryContentAs(finished.resolve("best-architecture.json"));
    assertSameResults(both);
  }

  @Test
  void aRunThatWasCutOffGoesOnToTheSameResult() throws Exception {
    Path cut = directory.resolve("cut");
    Runs.copy(finished, cut);
    for (String file :
        List.of(
            "report.json",
            "report.html",
            "winner.json",
            "best-architecture.json",
            "model/model.json",
            "baselines/networks/deepfm/training-1/result.json",
            "baselines/networks/dcn-v2/training-1/test-logits.safetensors")) {
      Files.delete(cut.resolve(file));
    }
    Path second = cut.resolve("candidates").resolve(report.candidates().get(1).fingerprint());
    for (String file : names(second)) {
      Files.delete(second.resolve(file));
    }
    String text = Files.readString(cut.resolve("journal.jsonl"));
    int fifth = 0;
    for (int line = 0; line < 5; line++) {
      fifth = text.indexOf('\n', fifth) + 1;
    }
    Files.writeString(cut.resolve("journal.jsonl"), text.substring(0, fifth + 30));

    RunReport resumed = run(cut, TinyExperiment.with("engine.workers=2"));

    assertThat(journal(cut)).isEqualTo(journal(finished));
    assertThat(resumed.candidates().get(0)).isEqualTo(report.candidates().get(0));
    assertSameResults(resumed);
    assertThat(resumed.stages().get(1).seconds())
        .as("times add up over the starts")
        .isGreaterThan(report.stages().get(1).seconds());
  }

  @Test
  void aFinishedRunIsReportedAgainWithoutALookAtTheTestSplit() throws Exception {
    Path again = directory.resolve("again");
    Runs.copy(finished, again);
    // The predictions of then are read; what winner.json says comes from them.
    Path winner = again.resolve("winner.json");
    ObjectNode kept = CheckedJson.read(winner);
    ((ObjectNode) kept.get("test")).put("logLoss", 0.125);
    CheckedJson.write(winner, kept);
    Path predictions;
    try (var files = Files.walk(again.resolve("candidates"))) {
      predictions =
          files.filter(f -> f.endsWith("test-logits.safetensors")).findAny().orElseThrow();
    }
    FileTime written = FileTime.fromMillis(0);
    Files.setLastModifiedTime(predictions, written);

    assertThat(run(again, TinyExperiment.with("engine.workers=1")).best().test())
        .isEqualTo(report.best().test());
    assertThat(Files.getLastModifiedTime(predictions)).isEqualTo(written);
    assertThat(winner).hasSameTextualContentAs(finished.resolve("winner.json"));
  }

  /** Each file is intact and of the same data, but of a run with another setting. */
  @Test
  void filesOfARunWithOtherSettingsAreRefused() throws Exception {
    Path other = directory.resolve("other-settings");
    run(other, TinyExperiment.with("warmUp.learningRate=0.05", "retrain.learningRate=0.04"));
    for (String name : List.of("journal.jsonl", "supernet.safetensors")) {
      Path mixed = directory.resolve("mixed-" + name);
      Runs.copy(finished, mixed);
      Files.copy(other.resolve(name), mixed.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      assertThatThrownBy(() -> run(mixed, TinyExperiment.with()))
          .isInstanceOf(BadDataException.class)
          .hasMessageStartingWith(mixed.resolve(name).toString())
          .hasMessageContaining("comes from a ");
    }
    Path mixed = directory.resolve("mixed-candidates");
    Runs.copy(finished, mixed);
    Path result = result(mixed);
    Files.copy(result(other), result, StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> run(mixed, TinyExperiment.with()))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(result + ": comes from a run with other data or settings");
  }

  private static Path result(Path run) throws IOException {
    try (var files = Files.walk(run.resolve("candidates"))) {
      return files.filter(f -> f.endsWith("result.json")).sorted().findFirst().orElseThrow();
    }
  }

  @Test
  void anotherExperimentIsRefusedWithTheDifference() throws Exception {
    String before = Files.readString(finished.resolve("experiment.yaml"));

    assertThatThrownBy(
            () ->
                RunDirectory.open(
                    finished, TinyExperiment.with("seed=2", "engine.workers=2", "name=other")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            finished
                + ": the run was started with seed: 1, now seed: 2; that needs a new run in a new directory");
    assertThat(Files.readString(finished.resolve("experiment.yaml"))).isEqualTo(before);
  }

  @Test
  void otherRowsInThePreparedDirectoryAreRefused() throws Exception {
    Path root = directory.resolve("other-rows");
    Path prepared = directory.resolve("prepared");
    DataStage.prepare(TinyExperiment.with(), prepared, Progress.NONE);
    Experiment experiment = TinyExperiment.with("data.prepared=" + prepared);
    run(root, experiment);
    String digest = json(prepared.resolve("manifest.json")).get("digest").asText();
    for (String name : names(prepared)) {
      Files.delete(prepared.resolve(name));
    }
    DataStage.prepare(TinyExperiment.with("data.minCount=3"), prepared, Progress.NONE);

    assertThatThrownBy(() -> run(root, experiment))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            root + ": the run was started with the data set of digest " + digest + ", now it is ");
  }

  @Test
  void aDirectoryThatHoldsSomethingElseIsLeftAlone(@TempDir Path other) throws Exception {
    Files.writeString(other.resolve("thesis.txt"), "mine");

    assertThatThrownBy(() -> RunDirectory.open(other, TinyExperiment.with()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(other + ": is not empty and is not a run directory; name another one");
    assertThat(names(other)).containsExactly("thesis.txt");
    Path file = other.resolve("thesis.txt");
    assertThatThrownBy(() -> RunDirectory.open(file, TinyExperiment.with()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(file + ": must be a directory, but is a file");
  }

  @Test
  void aDirectoryIsOneRunsAtATime(@TempDir Path parent) throws Exception {
    Path root = parent.resolve("run");
    try (RunDirectory directory = RunDirectory.open(root, TinyExperiment.with())) {
      assertThat(directory.root()).isEqualTo(root);
      assertThatThrownBy(() -> RunDirectory.open(root, TinyExperiment.with()))
          .isInstanceOf(ConfigurationException.class)
          .hasMessage(
              root
                  + ": another run is using this directory; wait for it to finish, or name another"
                  + " one");
    }
    // Also one that was stopped before it wrote anything but its lock.
    Files.delete(root.resolve("experiment.yaml"));
    RunDirectory.open(root, TinyExperiment.with()).close();
    assertThat(root.resolve("experiment.yaml")).isNotEmptyFile();
  }

  /** As version 0.2.0 wrote it, so that what it wrote is read. */
  @Test
  void provenanceIsSortedTexts() throws Exception {
    List<String> keys =
        List.of(
            "data",
            "dataDigest",
            "engine",
            "experiment",
            "experimentSha256",
            "java",
            "processors",
            "rawSha256",
            "seed",
            "system",
            "vectorApi",
            "version");
    assertTexts(json(finished.resolve("report.json")).get("provenance"), keys);
    List<String> ofFile = new ArrayList<>(keys);
    ofFile.add("checksum");
    assertTexts(json(finished.resolve("provenance.json")), ofFile);
    List<String> ofTrial = new ArrayList<>(keys);
    ofTrial.addAll(List.of("network", "training"));
    Collections.sort(ofTrial);
    assertTexts(json(finished.resolve("model/model.json")).get("provenance"), ofTrial);
  }

  private static void assertTexts(JsonNode texts, List<String> keys) {
    assertThat(texts.fieldNames()).toIterable().containsExactlyElementsOf(keys);
    assertThat(texts).allMatch(JsonNode::isTextual);
  }

  @Test
  void aRunOfAnotherVersionIsRefusedByName() throws Exception {
    Path root = directory.resolve("other-version");
    Runs.copy(finished, root);
    CheckedJson.write(root.resolve("provenance.json"), Map.of("seed", "1"));

    assertThatThrownBy(() -> run(root, TinyExperiment.with("engine.workers=1")))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageStartingWith(
            root.resolve("provenance.json") + " was written by another version of nasrec: ");
  }

  @Test
  void theCheckpointsSayWhereTheyComeFrom() throws Exception {
    assertThat(
            Files.readString(finished.resolve("supernet.safetensors"), StandardCharsets.ISO_8859_1))
        .contains("\"__metadata__\"", report.provenance().dataDigest());
  }

  private static void assertSameResults(RunReport other) {
    Runs.assertSameResults(other, report);
  }

  private static void assertQuality(JsonNode quality) {
    assertThat(quality.get("logLoss").asDouble()).isBetween(0.1, 1.0);
    assertThat(quality.get("auc").asDouble()).isBetween(0.3, 1.0);
    assertThat(quality.get("normalizedEntropy").asDouble()).isBetween(0.5, 1.5);
    assertThat(quality.get("calibration").asDouble()).isBetween(0.5, 2.0);
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(file));
  }

  private static List<String> names(Path root) throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    }
  }
}
