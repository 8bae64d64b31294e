package io.nasrec.experiments.render.html;

import static io.nasrec.experiments.render.text.BenchmarkText.correlation;

import io.nasrec.experiments.benchmark.RankTable;
import io.nasrec.experiments.render.svg.Element;
import io.nasrec.experiments.render.svg.Layer;
import io.nasrec.experiments.render.svg.XyChart;
import io.nasrec.experiments.render.text.BenchmarkText;
import io.nasrec.experiments.render.text.Figures;
import io.nasrec.experiments.render.text.RankCells;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Rankings measured against a benchmark, as a page with a chart per ranking. */
public final class RankPage {
  private RankPage() {}

  /**
   * The page.
   *
   * @param csv name of the file with the same figures
   */
  public static String of(RankTable table, String csv) {
    String name = table.benchmark().header().name();
    Element charts = Element.of("div", "class", "pair");
    for (RankTable.Row row : table.rows()) {
      if (!row.points().isEmpty()) {
        charts.add(chart(row, table.truth().label()));
      }
    }
    return Page.html(
        "NASRec: rankings of the benchmark " + name,
        Element.of("header")
            .add(
                Element.of("p", "class", "eyebrow").text(name),
                Element.of("h1").text("Rankings measured against trained networks"),
                lines(table)),
        Element.of("main")
            .add(
                Page.section("Figures of merit", note(table), figures(table)),
                Page.section(
                    "Score and truth",
                    "A dot per network; to the right is what the ranking prefers, at the bottom what"
                        + " is truly better.",
                    charts)),
        Element.of("footer").text("NASRec for Java. The same figures are in " + csv + "."));
  }

  private static Element lines(RankTable table) {
    Element lines = Element.of("div");
    BenchmarkText.of(table.benchmark())
        .lines()
        .forEach(line -> lines.add(Element.of("p", "class", "note").text(line)));
    return lines;
  }

  private static String note(RankTable table) {
    return "The truth is the mean "
        + table.truth().label()
        + " log loss over trainings; a ranking by numbers of training 1 is measured against the"
        + " other trainings. Brackets: 95 % bootstrap intervals over networks; for random, where 95"
        + " % of random orders lie. Ceiling: τ between two halves of the trainings"
        + (table.ceiling().half() == 0
            ? ", unknown with one training"
            : " of " + Figures.count(table.ceiling().half(), "training") + " each")
        + ". Regret: log loss of the network ranked first, and of the best of the first 15, less"
        + " that of the best network.";
  }

  private static Element figures(RankTable table) {
    HtmlTable figures = new HtmlTable(Set.of(1, 2), RankCells.HEADINGS.toArray(String[]::new));
    for (RankTable.Row row : table.rows()) {
      figures.row(
          row.name().equals(RankTable.RANDOM) ? "faint" : "",
          RankCells.of(row, table.ceiling()).toArray(String[]::new));
    }
    return figures.html();
  }

  private static Element chart(RankTable.Row row, String split) {
    List<Layer.Point> points = new ArrayList<>();
    for (RankTable.Point point : row.points()) {
      String note =
          String.format(
              Locale.ROOT, "%s: %.5g, %.4f", point.network(), point.score(), point.logLoss());
      points.add(new Layer.Point(point.score(), point.logLoss(), note));
    }
    String title = row.name() + " (" + row.source() + ")";
    return Page.section(
        title,
        "τ " + correlation(row.figures().tau()) + ", ρ " + correlation(row.figures().rho()),
        new XyChart(
                title,
                "score",
                split + " log loss",
                false,
                List.of(new Layer.Dots("", "raw", 3, points)))
            .svg());
  }
}
