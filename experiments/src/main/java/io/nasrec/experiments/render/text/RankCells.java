package io.nasrec.experiments.render.text;

import static io.nasrec.experiments.render.text.BenchmarkText.correlation;

import io.nasrec.experiments.benchmark.FiguresOfMerit;
import io.nasrec.experiments.benchmark.Interval;
import io.nasrec.experiments.benchmark.NoiseCeiling;
import io.nasrec.experiments.benchmark.RankTable;
import java.util.List;
import java.util.Locale;

/** A ranking's figures of merit as the cells of a table. */
public final class RankCells {
  /** The columns. */
  public static final List<String> HEADINGS =
      List.of(
          "ranking",
          "from",
          "against",
          "Kendall's τ",
          "ceiling",
          "Spearman's ρ",
          "τ of best 10 %",
          "nDCG@10",
          "regret",
          "regret of 15",
          "networks");

  private RankCells() {}

  /** One cell per column. */
  public static List<String> of(RankTable.Row row, NoiseCeiling ceiling) {
    FiguresOfMerit figures = row.figures();
    return List.of(
        row.name(),
        row.source(),
        row.against(),
        correlation(figures.tau()),
        correlation(Interval.of(ceiling.tau().value())),
        correlation(figures.rho()),
        correlation(Interval.of(figures.tauOfBest())),
        figure("%.3f", figures.ndcg()),
        figure("%.4f", figures.regretOfFirst()),
        figure("%.4f", figures.regretOfFirst15()),
        Figures.count(figures.ranked()));
  }

  private static String figure(String format, double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
  }
}
