package io.nasrec.experiments.workflow;

import static io.nasrec.experiments.workflow.Runs.journal;
import static io.nasrec.experiments.workflow.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.results.RunReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job with a strategy that trains its networks, and whose proxy assists. */
class TrainingSearchTest {

  @TempDir private Path directory;

  @Test
  void theBestThatWereTrainedAreRetrainedAndACutJournalIsGoneOnFrom() throws Exception {
    Path whole = directory.resolve("whole");
    RunReport report = run(whole, guided(1));

    List<JsonNode> journal = journal(whole);
    assertThat(journal.stream().map(line -> line.has("trained")))
        .containsExactly(
            true, true, true, false, false, false, false, true, false, false, false, false, true);
    List<JsonNode> trained = journal.stream().filter(line -> line.has("trained")).toList();
    assertThat(trained)
        .allSatisfy(
            line -> {
              assertThat(line.get("trained").asDouble()).isEqualTo(1);
              assertThat(line.get("score").asDouble()).isBetween(-0.8, -0.3);
            });
    double best = trained.stream().mapToDouble(l -> l.get("score").asDouble()).max().orElseThrow();
    assertThat(report.candidates().get(0).score()).isEqualTo(best);
    assertThat(report.candidates()).hasSize(2).allMatch(candidate -> candidate.score() < 0);
    assertThat(report.proxy()).isEqualTo("training");
    assertThat(report.evaluated()).isEqualTo(5);
    assertThat(report.scores()).hasSize(5);
    assertThat(report.terms()).extracting(RunReport.Term::name).contains("zico");
    assertThat(whole.resolve("trainings")).doesNotExist();

    Path cut = directory.resolve("cut");
    Files.createDirectories(cut);
    List<String> lines = Files.readAllLines(whole.resolve("journal.jsonl"));
    Files.write(cut.resolve("journal.jsonl"), lines.subList(0, 8));
    Files.copy(whole.resolve("experiment.yaml"), cut.resolve("experiment.yaml"));
    RunReport resumed = run(cut, guided(2));

    assertThat(journal(cut)).isEqualTo(journal);
    assertThat(resumed.best()).isEqualTo(report.best());
  }

  @Test
  void withoutAProxyThereAreNoTerms() throws Exception {
    RunReport report =
        run(
            directory.resolve("rs"),
            TinyExperiment.with(
                "search.strategy={kind: rs, epochs: 1}",
                "search.population=2",
                "search.children=1",
                "search.generations=0"));

    assertThat(report.evaluated()).isEqualTo(2);
    assertThat(report.terms()).isEmpty();
    assertThat(directory.resolve("rs/report.html")).isNotEmptyFile();
  }

  private static Experiment guided(int workers) {
    return TinyExperiment.with(
        "search.strategy=g-rea",
        "search.population=3",
        "search.generations=2",
        "search.strategy.tournament=2",
        "search.children=1",
        "search.strategy.pool=4",
        "engine.workers=" + workers);
  }
}
