package io.nasrec.experiments.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.commons.Progress;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.results.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whole searches, and what they leave that is the same every time. */
final class Runs {
  private Runs() {}

  /** Starts or resumes a search. */
  static RunReport run(Path root, Experiment experiment) throws IOException {
    try (RunDirectory open = RunDirectory.openForSearch(root, experiment)) {
      return RunModule.wire(SearchRun.class, experiment, open, Progress.NONE).run();
    }
  }

  /** All of the journal but the times. */
  static List<JsonNode> journal(Path root) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(root.resolve("journal.jsonl"))) {
      ObjectNode node = (ObjectNode) new ObjectMapper().readTree(line);
      node.remove(List.of("milliseconds", "checksum"));
      lines.add(node);
    }
    return lines;
  }

  /** Everything but the seconds is equal. */
  static void assertSameResults(RunReport actual, RunReport expected) {
    assertThat(actual.best()).isEqualTo(expected.best());
    assertThat(actual.baselines())
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*seconds")
        .isEqualTo(expected.baselines());
    assertThat(actual.scores()).isEqualTo(expected.scores());
    assertThat(actual.terms()).isEqualTo(expected.terms());
    assertThat(actual.candidates())
        .usingRecursiveComparison()
        .ignoringFields("seconds")
        .isEqualTo(expected.candidates());
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> entries = Files.walk(from)) {
      for (Path entry : entries.toList()) {
        Files.copy(entry, to.resolve(from.relativize(entry).toString()));
      }
    }
  }
}
