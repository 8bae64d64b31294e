package io.nasrec.experiments.render.text;

import io.nasrec.experiments.results.RankCorrelation;
import io.nasrec.experiments.results.ScoreTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** A table's correlations as text: Kendall's tau below the diagonal, Spearman's rho above. */
public final class CorrelationMatrix {
  private CorrelationMatrix() {}

  /** The matrix, one line per proxy; columns are numbered like the lines. */
  public static String of(ScoreTable table) {
    List<String> proxies = table.proxies();
    Map<String, OptionalDouble> cells = new HashMap<>();
    for (RankCorrelation pair : table.correlations()) {
      cells.put(pair.other() + " " + pair.proxy(), pair.kendall());
      cells.put(pair.proxy() + " " + pair.other(), pair.spearman());
    }
    List<String> headings = new ArrayList<>(List.of("", ""));
    for (int j = 1; j <= proxies.size(); j++) {
      headings.add(Integer.toString(j));
    }
    TextTable matrix = new TextTable(column -> column > 0, headings);
    for (int i = 0; i < proxies.size(); i++) {
      String proxy = proxies.get(i);
      List<String> row = new ArrayList<>(List.of(proxy, headings.get(2 + i)));
      for (String other : proxies) {
        row.add(other.equals(proxy) ? "·" : cell(cells.get(proxy + " " + other)));
      }
      matrix.add(row);
    }
    return matrix.toString();
  }

  private static String cell(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "–";
  }
}
