package io.nasrec.experiments.report;

import static io.nasrec.experiments.Figures.compact;
import static io.nasrec.experiments.Figures.duration;

import io.nasrec.data.AtomicFile;
import io.nasrec.experiments.CsvWriter;
import io.nasrec.experiments.report.chart.Element;
import io.nasrec.experiments.report.chart.ErrorBarChart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** A comparison as a table: text, CSV, and a page with error bars. */
public final class ComparisonFiles {
  private static final List<String> HEADS =
      List.of(
          "network",
          "validation log loss",
          "validation AUC",
          "test log loss",
          "test AUC",
          "parameters",
          "embeddings",
          "MACs",
          "time");

  private static final String[] COLUMNS = {
    "network",
    "settings",
    "seeds",
    "diverged",
    "validation_log_loss_mean",
    "validation_log_loss_sd",
    "validation_auc_mean",
    "validation_auc_sd",
    "test_log_loss_mean",
    "test_log_loss_sd",
    "test_auc_mean",
    "test_auc_sd",
    "parameters",
    "embedding_parameters",
    "macs",
    "seconds"
  };

  private final Comparison comparison;

  public ComparisonFiles(Comparison comparison) {
    this.comparison = comparison;
  }

  /** Writes {@code comparison.txt}, {@code .csv} and {@code .html}. */
  public void write(Path directory) throws IOException {
    AtomicFile.write(directory.resolve("comparison.txt"), text());
    AtomicFile.write(directory.resolve("comparison.csv"), csv());
    AtomicFile.write(directory.resolve("comparison.html"), html());
  }

  /** The table for a terminal. */
  public String text() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEADS);
    comparison.rows().forEach(row -> lines.add(cells(row)));
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      for (int column = 0; column < HEADS.size(); column++) {
        int at = column;
        int width = lines.stream().mapToInt(cells -> cells.get(at).length()).max().orElse(0);
        String cell = line.get(column);
        String padding = " ".repeat(width - cell.length());
        text.append(column == 0 ? cell + padding : "  " + padding + cell);
      }
      text.append(System.lineSeparator());
    }
    for (Comparison.Row row : comparison.rows()) {
      if (!row.overrides().isEmpty()) {
        text.append(row.network() + ": " + String.join(", ", row.overrides()));
        text.append(System.lineSeparator());
      }
    }
    return text.toString();
  }

  private List<String> cells(Comparison.Row row) {
    return List.of(
        row.network()
            + (row.diverged() == 0
                ? ""
                : " (" + row.diverged() + " of " + comparison.seeds() + " diverged)"),
        row.validationLogLoss().toString(),
        row.validationAuc().toString(),
        row.testLogLoss().toString(),
        row.testAuc().toString(),
        compact(row.parameters()),
        compact(row.embeddingParameters()),
        compact(row.macs()),
        duration(row.seconds()));
  }

  /** One line per network; all digits, empty where a figure does not exist. */
  public String csv() {
    StringBuilder text = new StringBuilder();
    try (CsvWriter csv = new CsvWriter(text, COLUMNS)) {
      for (Comparison.Row row : comparison.rows()) {
        List<Object> cells = new ArrayList<>();
        cells.add(row.network());
        cells.add(String.join(" ", row.overrides()));
        cells.add(comparison.seeds());
        cells.add(row.diverged());
        for (Spread spread :
            List.of(
                row.validationLogLoss(), row.validationAuc(), row.testLogLoss(), row.testAuc())) {
          cells.add(spread.mean());
          cells.add(spread.sd());
        }
        cells.addAll(List.of(row.parameters(), row.embeddingParameters(), row.macs()));
        cells.add(Math.round(10 * row.seconds()) / 10.0);
        csv.line(cells.toArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be written", e);
    }
    return text.toString();
  }

  /** The page. */
  public String html() {
    String title = "NASRec: networks compared on " + comparison.name();
    HtmlTable table = new HtmlTable(Set.of(), HEADS.toArray(String[]::new));
    HtmlTable tuned = new HtmlTable(Set.of(1), "network", "settings");
    for (Comparison.Row row : comparison.rows()) {
      table.row("", cells(row).toArray(String[]::new));
      tuned.row("", row.network(), String.join(", ", row.overrides()));
    }
    boolean same = comparison.rows().stream().allMatch(row -> row.overrides().isEmpty());
    String over =
        comparison.seeds() == 1
            ? "One training each."
            : "Mean ± standard deviation over " + comparison.seeds() + " trainings each.";
    return Page.html(
        title,
        Element.of("header")
            .add(
                Element.of("p", "class", "eyebrow").text(comparison.name()),
                Element.of("h1").text("Networks trained under one budget")),
        Element.of("main")
            .add(
                Page.section(
                    "Results",
                    over
                        + " Weights were chosen on validation; each training saw the test split"
                        + " once. Parameters are those of the network, embeddings apart.",
                    table.html()),
                Element.of("div", "class", "pair")
                    .add(
                        chart("Test log loss", "lower is better", Comparison.Row::testLogLoss),
                        chart("Test AUC", "higher is better", Comparison.Row::testAuc)),
                Page.section(
                    "Settings",
                    same
                        ? "All networks were trained as experiment.yaml says."
                        : "What validation chose for each network, of what all were tried with;"
                            + " experiment.yaml has the rest.",
                    same ? Element.of("p") : tuned.html())),
        Element.of("footer").text("NASRec for Java. The same figures are in comparison.csv."));
  }

  private Element chart(String what, String note, Function<Comparison.Row, Spread> figure) {
    List<ErrorBarChart.Row> rows =
        comparison.rows().stream()
            .filter(row -> Double.isFinite(figure.apply(row).mean()))
            .map(
                row -> {
                  Spread spread = figure.apply(row);
                  double sd = Double.isNaN(spread.sd()) ? 0 : spread.sd();
                  return new ErrorBarChart.Row(
                      row.network(), spread.mean(), sd, row.network() + ": " + spread);
                })
            .toList();
    String axis = what.substring(0, 1).toLowerCase(Locale.ROOT) + what.substring(1);
    return Page.section(what, note, new ErrorBarChart(what, axis, rows).svg());
  }
}
