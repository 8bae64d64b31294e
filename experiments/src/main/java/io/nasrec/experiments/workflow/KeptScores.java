package io.nasrec.experiments.workflow;

import com.fasterxml.jackson.core.type.TypeReference;
import io.nasrec.commons.AtomicFile;
import io.nasrec.commons.CheckedJson;
import io.nasrec.search.proxy.Proxy;
import io.nasrec.search.scoring.Outcome;
import io.nasrec.search.scoring.SubnetScorer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores of an earlier start, {@code scores.jsonl}: a line per network and group of proxies that
 * were computed together. What one depends on stands in its line; others stay but do not count.
 */
final class KeptScores {
  private final Path file;
  private final String settings;
  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Map<String, Kept>> known = new HashMap<>();

  /**
   * A score, or why there is none.
   *
   * @param outcome the outcome's label
   * @param value null if there is no score
   * @param terms null likewise
   * @param cause null if there is a score
   */
  private record Kept(
      String outcome, Double value, Map<String, Double> terms, String cause, double milliseconds) {

    static Kept of(SubnetScorer.Result result) {
      Outcome outcome = result.outcome();
      if (outcome instanceof Outcome.Scored scored) {
        return new Kept(
            outcome.label(),
            scored.value().value(),
            new LinkedHashMap<>(scored.value().terms()),
            null,
            result.milliseconds());
      }
      String cause =
          outcome instanceof Outcome.Unscorable unscorable
              ? unscorable.cause()
              : ((Outcome.Failed) outcome).cause();
      return new Kept(outcome.label(), null, null, cause, result.milliseconds());
    }

    SubnetScorer.Result result(Proxy proxy) {
      return new SubnetScorer.Result(
          proxy,
          value == null
              ? new Outcome.Unscorable(cause)
              : new Outcome.Scored(new Proxy.Score(value, terms)),
          milliseconds);
    }

    /** An error says nothing of the network: it is tried again. */
    boolean isFinal() {
      return !outcome.equals("failed");
    }
  }

  /** A line of the file. */
  private record Line(String settings, String network, Map<String, Kept> scores) {}

  /**
   * Opens the file, if there is one.
   *
   * @param settings digest of what the scores depend on
   */
  KeptScores(Path file, String settings) throws IOException {
    this.file = file;
    this.settings = settings;
    if (Files.exists(file)) {
      CheckedJson.requireFile(file);
      List<String> texts =
          new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
      for (int i = 0; i < texts.size(); i++) {
        add(
            CheckedJson.bound(
                file, CheckedJson.line(file, i + 1, texts.get(i)), new TypeReference<>() {}));
      }
    }
  }

  private void add(Line line) {
    lines.add(line);
    if (line.settings().equals(settings)) {
      known.computeIfAbsent(line.network(), name -> new HashMap<>()).putAll(line.scores());
    }
  }

  /** A proxy with all its parameters, whatever it is called in a table. */
  private static String key(ScoreColumn column) {
    return column.proxy().toString();
  }

  /** The proxies that have no result for a network yet. */
  List<ScoreColumn> missing(String network, List<ScoreColumn> columns) {
    Map<String, Kept> scores = known.getOrDefault(network, Map.of());
    return columns.stream()
        .filter(column -> !scores.containsKey(key(column)) || !scores.get(key(column)).isFinal())
        .toList();
  }

  /** The results of a network for which none is missing. */
  List<SubnetScorer.Result> results(String network, List<ScoreColumn> columns) {
    Map<String, Kept> scores = known.get(network);
    return columns.stream().map(column -> scores.get(key(column)).result(column.proxy())).toList();
  }

  /** Keeps results. */
  void keep(List<Scoring.Task> tasks, List<List<SubnetScorer.Result>> results) throws IOException {
    for (int i = 0; i < tasks.size(); i++) {
      List<ScoreColumn> columns = tasks.get(i).columns();
      Map<String, Kept> scores = new LinkedHashMap<>();
      for (int c = 0; c < columns.size(); c++) {
        scores.put(key(columns.get(c)), Kept.of(results.get(i).get(c)));
      }
      add(new Line(settings, tasks.get(i).architecture().fingerprint(), scores));
    }
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(CheckedJson.line(line)).append('\n'));
    AtomicFile.write(file, text.toString());
  }
}
