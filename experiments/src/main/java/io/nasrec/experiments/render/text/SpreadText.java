package io.nasrec.experiments.render.text;

import io.nasrec.experiments.results.ScoreRow;
import io.nasrec.experiments.results.ScoreTable;
import java.util.List;
import java.util.Locale;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;

/** The spread of each proxy's scores and its cost, as text. */
public final class SpreadText {
  private SpreadText() {}

  /** One line per proxy: how many were scored, mean, standard deviation, range, median time. */
  public static String of(ScoreTable table) {
    TextTable text =
        new TextTable(
            column -> column > 0,
            List.of("proxy", "scored", "mean", "sd", "least", "most", "ms (median)"));
    for (String proxy : table.proxies()) {
      List<ScoreRow> rows = table.rows().stream().filter(row -> row.proxy().equals(proxy)).toList();
      DescriptiveStatistics scores = new DescriptiveStatistics();
      DescriptiveStatistics times = new DescriptiveStatistics();
      for (ScoreRow row : rows) {
        row.value().ifPresent(scores::addValue);
        times.addValue(row.milliseconds());
      }
      text.add(
          List.of(
              proxy,
              scores.getN() + "/" + rows.size(),
              number(scores.getMean()),
              number(scores.getStandardDeviation()),
              number(scores.getMin()),
              number(scores.getMax()),
              number(times.getPercentile(50))));
    }
    return text.toString();
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.5g", value);
  }
}
