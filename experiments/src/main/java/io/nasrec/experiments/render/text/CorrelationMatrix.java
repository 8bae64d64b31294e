package io.nasrec.experiments.render.text;

import io.nasrec.experiments.results.RankCorrelation;
import io.nasrec.experiments.results.ScoreTable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** A table's correlations as text: Kendall's tau below the diagonal, Spearman's rho above. */
public final class CorrelationMatrix {
  private static final int COLUMN = 7;

  private CorrelationMatrix() {}

  /** The matrix, one line per proxy; columns are numbered like the lines. */
  public static String of(ScoreTable table) {
    List<String> proxies = table.proxies();
    Map<String, OptionalDouble> cells = new HashMap<>();
    for (RankCorrelation pair : table.correlations()) {
      cells.put(pair.other() + " " + pair.proxy(), pair.kendall());
      cells.put(pair.proxy() + " " + pair.other(), pair.spearman());
    }
    int width = proxies.stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder(" ".repeat(width + 4));
    for (int j = 1; j <= proxies.size(); j++) {
      text.append(String.format(Locale.ROOT, "%" + COLUMN + "d", j));
    }
    text.append(System.lineSeparator());
    for (int i = 0; i < proxies.size(); i++) {
      text.append(String.format(Locale.ROOT, "%-" + width + "s %3d", proxies.get(i), i + 1));
      for (String other : proxies) {
        text.append(
            other.equals(proxies.get(i))
                ? " ".repeat(COLUMN - 1) + "·"
                : cell(cells.get(proxies.get(i) + " " + other)));
      }
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  private static String cell(OptionalDouble value) {
    return value.isPresent()
        ? String.format(Locale.ROOT, "%" + COLUMN + ".2f", value.getAsDouble())
        : " ".repeat(COLUMN - 1) + "–";
  }
}
