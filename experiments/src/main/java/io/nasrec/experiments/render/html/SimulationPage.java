package io.nasrec.experiments.render.html;

import io.nasrec.experiments.benchmark.SimulationTable;
import io.nasrec.experiments.benchmark.SimulationTable.Curve;
import io.nasrec.experiments.benchmark.SimulationTable.Point;
import io.nasrec.experiments.render.svg.Element;
import io.nasrec.experiments.render.svg.Layer;
import io.nasrec.experiments.render.svg.XyChart;
import io.nasrec.experiments.render.text.BenchmarkText;
import io.nasrec.experiments.render.text.SimulationCells;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Simulated strategies as a page with a curve for each. */
public final class SimulationPage {
  private SimulationPage() {}

  /**
   * The page.
   *
   * @param csv name of the file with the same figures
   */
  public static String of(SimulationTable table, String csv) {
    String name = table.benchmark().header().name();
    SimulationCells cells = new SimulationCells(table);
    HtmlTable figures = new HtmlTable(Set.of(), cells.headings().toArray(String[]::new));
    table.curves().forEach(curve -> figures.row("", cells.of(curve).toArray(String[]::new)));
    Element charts = Element.of("div", "class", "pair");
    table.curves().forEach(curve -> charts.add(chart(curve, table)));
    Element lines = Element.of("div");
    BenchmarkText.of(table.benchmark())
        .lines()
        .forEach(line -> lines.add(Element.of("p", "class", "note").text(line)));
    return Page.html(
        "NASRec: strategies on the benchmark " + name,
        Element.of("header")
            .add(
                Element.of("p", "class", "eyebrow").text(name),
                Element.of("h1").text("What strategies would have found"),
                lines),
        Element.of("main")
            .add(
                Page.section(
                    "Regret",
                    "Log loss ("
                        + table.truth().label()
                        + ") of the network that a strategy would choose after a budget, less that"
                        + " of the best network; mean ± standard error over "
                        + table.repetitions()
                        + " repetitions. The budget counts training steps, in complete trainings."
                        + " A strategy sees one training of each network, and is judged by the"
                        + " others.",
                    figures.html()),
                Page.section(
                    "Curves",
                    "Mean, the range of 95 % of the repetitions, and the mean of the first"
                        + " strategy for comparison.",
                    charts)),
        Element.of("footer").text("NASRec for Java. The same figures are in " + csv + "."));
  }

  private static Element chart(Curve curve, SimulationTable table) {
    Curve first = table.curves().get(0);
    List<Layer> layers = new ArrayList<>();
    layers.add(line("95 % of repetitions", "range", curve, Point::low));
    layers.add(line("", "range", curve, Point::high));
    if (!first.equals(curve)) {
      layers.add(line(first.strategy(), "smooth", first, Point::mean));
    }
    layers.add(line(curve.strategy(), "best", curve, Point::mean));
    return Page.section(
        curve.strategy(),
        "",
        new XyChart("Regret of " + curve.strategy(), "complete trainings", "regret", true, layers)
            .svg());
  }

  private static Layer line(
      String legend, String style, Curve curve, ToDoubleFunction<Point> figure) {
    return new Layer.Line(
        legend,
        style,
        curve.points().stream()
            .map(point -> new Layer.Point(point.trainings(), figure.applyAsDouble(point)))
            .toList());
  }
}
