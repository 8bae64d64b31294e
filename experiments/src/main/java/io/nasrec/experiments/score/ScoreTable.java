package io.nasrec.experiments.score;

import io.nasrec.data.AtomicFile;
import io.nasrec.experiments.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One row per architecture and proxy.
 *
 * @param rows architecture by architecture, the proxies always in the same order
 */
public record ScoreTable(List<ScoreRow> rows) {
  public ScoreTable {
    rows = List.copyOf(rows);
  }

  /** The proxies' names in order. */
  public List<String> proxies() {
    return rows.stream().map(ScoreRow::proxy).distinct().toList();
  }

  /** The reason why the first architecture has no score, if no proxy has scored any of them. */
  public Optional<String> failure() {
    return rows.stream().allMatch(row -> row.value().isEmpty())
        ? Optional.of(rows.get(0).cause())
        : Optional.empty();
  }

  /** Every pair of different proxies, each once. */
  public List<RankCorrelation> correlations() {
    Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
    for (ScoreRow row : rows) {
      Map<String, Double> ofProxy =
          scores.computeIfAbsent(row.proxy(), proxy -> new LinkedHashMap<>());
      row.value().ifPresent(value -> ofProxy.put(row.architecture(), value));
    }
    List<String> proxies = proxies();
    List<RankCorrelation> correlations = new ArrayList<>();
    for (int i = 0; i < proxies.size(); i++) {
      for (String other : proxies.subList(i + 1, proxies.size())) {
        correlations.add(correlation(proxies.get(i), other, scores));
      }
    }
    return correlations;
  }

  private static RankCorrelation correlation(
      String proxy, String other, Map<String, Map<String, Double>> scores) {
    List<String> both =
        scores.get(proxy).keySet().stream().filter(scores.get(other)::containsKey).toList();
    return RankCorrelation.of(
        proxy,
        other,
        both.stream().mapToDouble(scores.get(proxy)::get).toArray(),
        both.stream().mapToDouble(scores.get(other)::get).toArray());
  }

  /**
   * Writes the rows as CSV, and the correlations to a second file: {@code scores.csv} and {@code
   * scores-correlations.csv}.
   *
   * @return where the correlations are
   */
  public Path write(Path file) throws IOException {
    Path correlations = correlationsBeside(file);
    AtomicFile.write(file, this::writeRows);
    AtomicFile.write(correlations, this::writeCorrelations);
    return correlations;
  }

  /** The files that {@link #write} writes. */
  public static List<Path> files(Path file) {
    return List.of(file, correlationsBeside(file));
  }

  private static Path correlationsBeside(Path file) {
    String name = file.getFileName().toString();
    return beside(file, "-correlations" + name.substring(stem(name).length()));
  }

  /**
   * A file beside a table's: for {@code scores.csv} and the ending {@code -more.txt} it is {@code
   * scores-more.txt}.
   */
  public static Path beside(Path file, String ending) {
    return file.resolveSibling(stem(file.getFileName().toString()) + ending);
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private void writeRows(Path file) throws IOException {
    try (CsvWriter csv =
        new CsvWriter(
            Files.newBufferedWriter(file),
            "architecture",
            "proxy",
            "value",
            "milliseconds",
            "outcome",
            "cause")) {
      for (ScoreRow row : rows) {
        csv.line(
            row.architecture(),
            row.proxy(),
            row.value().orElse(Double.NaN),
            Math.round(10 * row.milliseconds()) / 10.0,
            row.outcome().label(),
            row.cause());
      }
    }
  }

  /** Six digits behind the point: more would be what the sums rounded. */
  private static double rounded(OptionalDouble correlation) {
    return correlation.isPresent() ? Math.rint(1e6 * correlation.getAsDouble()) / 1e6 : Double.NaN;
  }

  private void writeCorrelations(Path file) throws IOException {
    try (CsvWriter csv =
        new CsvWriter(
            Files.newBufferedWriter(file),
            "proxy",
            "other",
            "architectures",
            "kendall",
            "spearman")) {
      for (RankCorrelation pair : correlations()) {
        csv.line(
            pair.proxy(),
            pair.other(),
            pair.architectures(),
            rounded(pair.kendall()),
            rounded(pair.spearman()));
      }
    }
  }
}
