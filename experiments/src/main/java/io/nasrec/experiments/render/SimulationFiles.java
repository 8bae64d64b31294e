package io.nasrec.experiments.render;

import io.nasrec.commons.AtomicFile;
import io.nasrec.experiments.benchmark.SimulationTable;
import io.nasrec.experiments.benchmark.SimulationTable.Curve;
import io.nasrec.experiments.benchmark.SimulationTable.Point;
import io.nasrec.experiments.benchmark.Truth;
import io.nasrec.experiments.render.html.SimulationPage;
import io.nasrec.experiments.render.text.BenchmarkText;
import io.nasrec.experiments.render.text.CsvWriter;
import io.nasrec.experiments.render.text.SimulationCells;
import io.nasrec.experiments.render.text.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Simulated strategies: text, CSV, and a page with their curves. */
public final class SimulationFiles {
  private static final String[] COLUMNS = {
    "strategy", "trainings", "epochs", "regret_mean", "regret_error", "regret_low", "regret_high"
  };

  private final SimulationTable table;

  public SimulationFiles(SimulationTable table) {
    this.table = table;
  }

  /** Name of the page. */
  public String html() {
    return name("html");
  }

  private String name(String extension) {
    return (table.truth() == Truth.TEST ? "simulation-test." : "simulation.") + extension;
  }

  /** Writes {@code simulation.csv} and {@code .html}, or {@code simulation-test} likewise. */
  public void write(Path directory) throws IOException {
    AtomicFile.write(directory.resolve(name("csv")), this::csv);
    AtomicFile.write(directory.resolve(html()), SimulationPage.of(table, name("csv")));
  }

  /** The table for a terminal: some budgets only. */
  public String text() {
    SimulationCells cells = new SimulationCells(table);
    TextTable text = new TextTable(column -> column > 0, cells.headings());
    table.curves().forEach(curve -> text.add(cells.of(curve)));
    return BenchmarkText.of(table.benchmark())
        + "regret in %s log loss after a budget in complete trainings, mean ± standard error over %s repetitions%n%n"
            .formatted(table.truth().label(), table.repetitions())
        + text;
  }

  private void csv(Path file) throws IOException {
    try (CsvWriter csv = new CsvWriter(Files.newBufferedWriter(file), COLUMNS)) {
      for (Curve curve : table.curves()) {
        for (Point point : curve.points()) {
          csv.line(
              curve.strategy(),
              point.trainings(),
              (long) point.trainings() * table.benchmark().header().budget().epochs(),
              point.mean(),
              point.error(),
              point.low(),
              point.high());
        }
      }
    }
  }
}
