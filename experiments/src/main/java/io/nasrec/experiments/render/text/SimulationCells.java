package io.nasrec.experiments.render.text;

import io.nasrec.experiments.benchmark.SimulationTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Simulated strategies as the cells of a table: the regret after some of the budgets. */
public final class SimulationCells {
  private final List<Integer> budgets = new ArrayList<>();

  /** Budgets 1, 2, 4, ... and the largest. */
  public SimulationCells(SimulationTable table) {
    int largest = table.curves().stream().mapToInt(curve -> curve.points().size()).max().orElse(0);
    for (int budget = 1; budget < largest; budget *= 2) {
      budgets.add(budget);
    }
    budgets.add(largest);
  }

  /** The columns. */
  public List<String> headings() {
    List<String> headings = new ArrayList<>(List.of("strategy"));
    budgets.forEach(budget -> headings.add(Figures.count(budget)));
    return headings;
  }

  /** One cell per column. */
  public List<String> of(SimulationTable.Curve curve) {
    List<String> cells = new ArrayList<>(List.of(curve.strategy()));
    for (int budget : budgets) {
      SimulationTable.Point point = curve.points().get(budget - 1);
      cells.add(String.format(Locale.ROOT, "%.4f ± %.4f", point.mean(), point.error()));
    }
    return cells;
  }
}
