package io.nasrec.experiments.render;

import static io.nasrec.experiments.render.text.Figures.compact;
import static io.nasrec.experiments.render.text.Figures.duration;

import io.nasrec.commons.AtomicFile;
import io.nasrec.experiments.render.html.HtmlTable;
import io.nasrec.experiments.render.html.Page;
import io.nasrec.experiments.render.svg.Element;
import io.nasrec.experiments.render.svg.ErrorBarChart;
import io.nasrec.experiments.render.text.CsvWriter;
import io.nasrec.experiments.render.text.TextTable;
import io.nasrec.experiments.results.Comparison;
import io.nasrec.experiments.results.MetricSpreads;
import io.nasrec.experiments.results.Spread;
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
  private static final List<String> SIZES = List.of("parameters", "embeddings", "MACs", "time");

  private static final String[] COLUMNS = {
    "network",
    "settings",
    "seeds",
    "diverged",
    "better_than_base_rate",
    "validation_log_loss_mean",
    "validation_log_loss_sd",
    "validation_auc_mean",
    "validation_auc_sd",
    "validation_normalized_entropy_mean",
    "validation_normalized_entropy_sd",
    "validation_calibration_mean",
    "validation_calibration_sd",
    "test_log_loss_mean",
    "test_log_loss_sd",
    "test_auc_mean",
    "test_auc_sd",
    "test_normalized_entropy_mean",
    "test_normalized_entropy_sd",
    "test_calibration_mean",
    "test_calibration_sd",
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

  /** The tables for a terminal: validation, which orders the networks, then test and sizes. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        table(
            join(List.of(List.of("on validation"), MetricSpreads.NAMES)),
            row -> figures(row.validation())));
    text.append(System.lineSeparator());
    text.append(
        table(
            join(List.of(List.of("on test"), MetricSpreads.NAMES, SIZES)),
            row -> join(List.of(figures(row.test()), sizes(row)))));
    for (Comparison.Row row : comparison.rows()) {
      if (!row.overrides().isEmpty()) {
        text.append(row.network() + ": " + String.join(", ", row.overrides()));
        text.append(System.lineSeparator());
      }
    }
    return text.toString();
  }

  private String table(List<String> headings, Function<Comparison.Row, List<String>> cells) {
    TextTable table = new TextTable(column -> column > 0, headings);
    for (Comparison.Row row : comparison.withBaseRate()) {
      table.add(join(List.of(List.of(name(row)), cells.apply(row))));
    }
    return table.toString();
  }

  private static List<String> join(List<List<String>> parts) {
    return parts.stream().flatMap(List::stream).toList();
  }

  /**
   * The network's name with remarks; the same metric that orders the networks decides whether it is
   * marked.
   */
  private String name(Comparison.Row row) {
    List<String> marks = new ArrayList<>();
    if (row.diverged() > 0) {
      marks.add(row.diverged() + " of " + comparison.seeds() + " diverged");
    }
    if (!row.equals(comparison.baseRate()) && !comparison.isBetterThanBaseRate(row)) {
      marks.add("not better than the base rate");
    }
    return row.network() + (marks.isEmpty() ? "" : " (" + String.join("; ", marks) + ")");
  }

  private static List<String> figures(MetricSpreads spreads) {
    return spreads.all().stream().map(Spread::toString).toList();
  }

  private List<String> sizes(Comparison.Row row) {
    return List.of(
        compact(row.parameters()),
        compact(row.embeddingParameters()),
        compact(row.macs()),
        row.equals(comparison.baseRate()) ? "–" : duration(row.seconds()));
  }

  /** One line per network, with all digits; a figure that does not exist is empty. */
  public String csv() {
    StringBuilder text = new StringBuilder();
    try (CsvWriter csv = new CsvWriter(text, COLUMNS)) {
      for (Comparison.Row row : comparison.withBaseRate()) {
        List<Object> cells = new ArrayList<>();
        cells.add(row.network());
        cells.add(String.join(" ", row.overrides()));
        cells.add(comparison.seeds());
        cells.add(row.diverged());
        cells.add(comparison.isBetterThanBaseRate(row));
        for (MetricSpreads split : List.of(row.validation(), row.test())) {
          for (Spread spread : split.all()) {
            cells.add(spread.mean());
            cells.add(spread.sd());
          }
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
    List<String> headings =
        join(
            List.of(
                List.of("network"),
                MetricSpreads.NAMES.stream().map(name -> "test " + name).toList(),
                MetricSpreads.NAMES.stream().map(name -> "validation " + name).toList(),
                SIZES));
    HtmlTable table = new HtmlTable(Set.of(), headings.toArray(String[]::new));
    HtmlTable tuned = new HtmlTable(Set.of(1), "network", "settings");
    for (Comparison.Row row : comparison.withBaseRate()) {
      List<String> cells =
          join(
              List.of(
                  List.of(name(row)), figures(row.test()), figures(row.validation()), sizes(row)));
      table.row("", cells.toArray(String[]::new));
    }
    for (Comparison.Row row : comparison.rows()) {
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
                        + " once. Networks are ordered by validation log loss; one below the base"
                        + " rate has"
                        + " learned no more than how often there are clicks. Parameters are those"
                        + " of the network, embeddings apart.",
                    table.html()),
                Element.of("div", "class", "pair")
                    .add(
                        chart("Test log loss", "lower is better", row -> row.test().logLoss()),
                        chart("Test AUC", "higher is better", row -> row.test().auc())),
                Page.section(
                    "Settings",
                    same
                        ? "All networks were trained as specified in experiment.yaml."
                        : "Per network, the setting chosen on validation among those tried;"
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
