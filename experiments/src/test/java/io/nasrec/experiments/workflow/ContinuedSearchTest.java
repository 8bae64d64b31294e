package io.nasrec.experiments.workflow;

import static io.nasrec.experiments.workflow.Runs.assertSameResults;
import static io.nasrec.experiments.workflow.Runs.copy;
import static io.nasrec.experiments.workflow.Runs.journal;
import static io.nasrec.experiments.workflow.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.results.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A finished search is continued with other settings: as if it had had them from the beginning. */
class ContinuedSearchTest {
  @TempDir private static Path directory;

  /** A finished run, read by the tests and changed by none. */
  private static Path finished;

  @BeforeAll
  static void runOnce() throws IOException {
    finished = directory.resolve("finished");
    run(finished, TinyExperiment.with());
  }

  @Test
  void moreGenerationsContinueTheJournal() throws Exception {
    Path longer = copied("longer");

    RunReport report = run(longer, TinyExperiment.with("search.generations=6"));

    assertThat(Files.readString(longer.resolve("journal.jsonl")))
        .startsWith(Files.readString(finished.resolve("journal.jsonl")));
    assertThat(journal(longer)).hasSize(8 + 6 * 2);
    assertSameResults(
        report,
        run(directory.resolve("fresh-longer"), TinyExperiment.with("search.generations=6")));
    assertThat(longer.resolve("earlier-1/report.json"))
        .hasSameBinaryContentAs(finished.resolve("report.json"));
    assertThat(longer.resolve("earlier-1/journal.jsonl")).doesNotExist();
  }

  @Test
  void aLargerTopKTrainsOnlyTheAdditionalNetworks() throws Exception {
    Path more = copied("more");
    Map<String, FileTime> before = trained(more);

    RunReport report = run(more, TinyExperiment.with("search.topK=4"));

    assertThat(before).hasSize(2 + 3);
    assertThat(trained(more)).hasSize(4 + 3).containsAllEntriesOf(before);
    assertSameResults(
        report, run(directory.resolve("fresh-more"), TinyExperiment.with("search.topK=4")));
  }

  @Test
  void otherRetrainingIsDoneFromTheBeginning() throws Exception {
    Path other = copied("retrained");

    RunReport report = run(other, TinyExperiment.with("retrain.learningRate=0.03"));

    assertThat(other.resolve("journal.jsonl"))
        .hasSameBinaryContentAs(finished.resolve("journal.jsonl"));
    assertThat(names(other.resolve("earlier-1/candidates")))
        .isEqualTo(names(finished.resolve("candidates")));
    assertThat(names(other.resolve("earlier-1/baselines/networks")))
        .isEqualTo(names(finished.resolve("baselines/networks")));
    assertSameResults(
        report,
        run(
            directory.resolve("fresh-retrained"),
            TinyExperiment.with("retrain.learningRate=0.03")));
  }

  @Test
  void theBudgetOfTheLogisticRegressionConcernsNoOther() throws Exception {
    Path other = copied("baseline");
    Map<String, FileTime> before = trained(other);

    run(other, TinyExperiment.with("baseline.epochs=2"));

    before.keySet().removeIf(file -> file.contains("logistic-regression"));
    assertThat(trained(other)).hasSize(2 + 3).containsAllEntriesOf(before);
    assertThat(names(other.resolve("earlier-1/baselines/networks")))
        .containsExactly("logistic-regression");
  }

  @Test
  void anotherProxySearchesAgainButTrainsNoNetworkTwice() throws Exception {
    Path other = copied("other-proxy");
    Map<String, FileTime> before = trained(other);

    RunReport report = run(other, TinyExperiment.with("search.proxy=zico"));

    assertThat(other.resolve("earlier-1/journal.jsonl"))
        .hasSameBinaryContentAs(finished.resolve("journal.jsonl"));
    assertThat(trained(other)).containsAllEntriesOf(before);
    assertSameResults(
        report, run(directory.resolve("fresh-proxy"), TinyExperiment.with("search.proxy=zico")));
  }

  @Test
  void aChangeThatWasCutOffIsMadeUpFor() throws Exception {
    Path cut = copied("cut");
    try (RunDirectory open =
        RunDirectory.openForSearch(cut, TinyExperiment.with("search.generations=4"))) {
      assertThat(open.reportHtml()).doesNotExist();
      assertThat(open.notes())
          .containsExactly(
              "the run was started with search.generations: 3, now search.generations: 4",
              "no stage is repeated; all other results are kept, and those that no longer hold are in "
                  + cut.resolve("earlier-1"));
    }

    RunReport report = run(cut, TinyExperiment.with("search.generations=4", "search.topK=3"));

    assertThat(names(cut)).contains("earlier-1", "earlier-2");
    assertSameResults(
        report,
        run(
            directory.resolve("fresh-cut"),
            TinyExperiment.with("search.generations=4", "search.topK=3")));
  }

  @Test
  void settingsOfTheSupernetBelongToAnotherRun() {
    assertThatThrownBy(
            () ->
                RunDirectory.openForSearch(
                    finished, TinyExperiment.with("warmUp.epochs=2", "search.topK=3")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            finished
                + ": the run was started with warmUp.epochs: 1, now warmUp.epochs: 2; that needs a new run in a new directory");
    assertThat(finished.resolve("earlier-1")).doesNotExist();
  }

  @Test
  void aRunFromAnotherOneHasItsDataSupernetAndJournal() throws Exception {
    Path source = copied("source");
    Path root = directory.resolve("runs/from");
    Experiment other = TinyExperiment.with("search.generations=5", "name=other");
    new RunCopy(source).to(root, other);

    RunReport report = run(root, other);

    assertThat(Files.readString(root.resolve("journal.jsonl")))
        .startsWith(Files.readString(source.resolve("journal.jsonl")));
    assertThat(Files.getLastModifiedTime(root.resolve("supernet.safetensors")))
        .isEqualTo(Files.getLastModifiedTime(source.resolve("supernet.safetensors")));
    assertSameResults(
        report, run(directory.resolve("fresh-from"), TinyExperiment.with("search.generations=5")));
    for (String file : List.of("experiment.yaml", "journal.jsonl", "supernet.safetensors")) {
      assertThat(source.resolve(file)).hasSameBinaryContentAs(finished.resolve(file));
    }
    assertThatThrownBy(() -> new RunCopy(source).to(root, other))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(root + ": exists; a run that starts from another needs a directory of its own");
    assertThatThrownBy(() -> new RunCopy(directory).to(directory.resolve("no-run"), other))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(directory + ": is not a run's directory");
    Path refused = directory.resolve("refused");
    assertThatThrownBy(
            () -> new RunCopy(source).to(refused, TinyExperiment.with("warmUp.epochs=2")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("now warmUp.epochs: 2; that needs a new run");
    assertThat(refused).doesNotExist();
  }

  private static Path copied(String name) throws IOException {
    Path copy = directory.resolve(name);
    copy(finished, copy);
    return copy;
  }

  private static List<String> names(Path root) throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  /** When each network of the run was trained. */
  private static Map<String, FileTime> trained(Path run) throws IOException {
    Map<String, FileTime> times = new TreeMap<>();
    for (String part : List.of("candidates", "baselines")) {
      try (Stream<Path> files = Files.walk(run.resolve(part))) {
        for (Path file : files.filter(path -> path.endsWith("result.json")).toList()) {
          times.put(run.relativize(file).toString(), Files.getLastModifiedTime(file));
        }
      }
    }
    return times;
  }
}
