package io.nasrec.experiments.render;

import io.nasrec.commons.AtomicFile;
import io.nasrec.experiments.render.text.CsvWriter;
import io.nasrec.experiments.results.RankCorrelation;
import io.nasrec.experiments.results.ScoreRow;
import io.nasrec.experiments.results.ScoreTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A table of scores as CSV, and its correlations in a second file beside it: {@code scores.csv} and
 * {@code scores-correlations.csv}.
 *
 * @param scores the table's file
 */
public record ScoreFiles(Path scores) {
  /** The file of the correlations. */
  public Path correlations() {
    String name = scores.getFileName().toString();
    return beside("-correlations" + name.substring(stem().length()));
  }

  /** Both files. */
  public List<Path> all() {
    return List.of(scores, correlations());
  }

  /**
   * A file beside the table's: for {@code scores.csv} and the ending {@code -more.txt} it is {@code
   * scores-more.txt}.
   */
  public Path beside(String ending) {
    return scores.resolveSibling(stem() + ending);
  }

  private String stem() {
    String name = scores.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** Writes both files, replacing earlier ones. */
  public void write(ScoreTable table) throws IOException {
    AtomicFile.write(scores, file -> rows(table.rows(), file));
    AtomicFile.write(correlations(), file -> correlations(table.correlations(), file));
  }

  private static void rows(List<ScoreRow> rows, Path file) throws IOException {
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

  private static void correlations(List<RankCorrelation> correlations, Path file)
      throws IOException {
    try (CsvWriter csv =
        new CsvWriter(
            Files.newBufferedWriter(file),
            "proxy",
            "other",
            "architectures",
            "kendall",
            "spearman")) {
      for (RankCorrelation pair : correlations) {
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
