package io.nasrec.experiments.workflow;

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

/** Whole searches, and what they leave that is the same every time. */
final class Runs {
  private Runs() {}

  /** Starts or resumes a search. */
  static RunReport run(Path root, Experiment experiment) throws IOException {
    try (RunDirectory open = RunDirectory.open(root, experiment)) {
      return RunModule.run(experiment, open, Progress.NONE).run();
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
}
