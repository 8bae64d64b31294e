package io.nasrec.experiments.render;

import io.nasrec.commons.AtomicFile;
import io.nasrec.experiments.benchmark.FiguresOfMerit;
import io.nasrec.experiments.benchmark.Interval;
import io.nasrec.experiments.benchmark.RankTable;
import io.nasrec.experiments.benchmark.Truth;
import io.nasrec.experiments.render.html.RankPage;
import io.nasrec.experiments.render.text.BenchmarkText;
import io.nasrec.experiments.render.text.CsvWriter;
import io.nasrec.experiments.render.text.RankCells;
import io.nasrec.experiments.render.text.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rankings measured against a benchmark: text, CSV, and a page with a chart per ranking. */
public final class RankFiles {
  private static final String[] COLUMNS = {
    "ranking",
    "source",
    "against",
    "networks",
    "tau",
    "tau_low",
    "tau_high",
    "noise_ceiling",
    "rho",
    "rho_low",
    "rho_high",
    "tau_best_tenth",
    "ndcg_10",
    "regret_first",
    "regret_best_of_15"
  };

  private final RankTable table;

  public RankFiles(RankTable table) {
    this.table = table;
  }

  /** Name of the page. */
  public String html() {
    return name("html");
  }

  private String name(String extension) {
    return (table.truth() == Truth.TEST ? "rank-test." : "rank.") + extension;
  }

  /** Writes {@code rank.csv} and {@code rank.html}, or {@code rank-test} if test is the truth. */
  public void write(Path directory) throws IOException {
    AtomicFile.write(directory.resolve(name("csv")), this::csv);
    AtomicFile.write(directory.resolve(html()), RankPage.of(table, name("csv")));
  }

  /** The table for a terminal. */
  public String text() {
    TextTable text = new TextTable(column -> column > 2, RankCells.HEADINGS);
    for (RankTable.Row row : table.rows()) {
      text.add(RankCells.of(row, table.ceiling()));
    }
    return BenchmarkText.of(table.benchmark())
        + "truth: mean %s log loss%n%n".formatted(table.truth().label())
        + text;
  }

  private void csv(Path file) throws IOException {
    try (CsvWriter csv = new CsvWriter(Files.newBufferedWriter(file), COLUMNS)) {
      for (RankTable.Row row : table.rows()) {
        FiguresOfMerit figures = row.figures();
        Interval tau = figures.tau();
        Interval rho = figures.rho();
        csv.line(
            row.name(),
            row.source(),
            row.against(),
            figures.ranked(),
            tau.value(),
            tau.low(),
            tau.high(),
            table.ceiling().tau().value(),
            rho.value(),
            rho.low(),
            rho.high(),
            figures.tauOfBest(),
            figures.ndcg(),
            figures.regretOfFirst(),
            figures.regretOfFirst15());
      }
    }
  }
}
