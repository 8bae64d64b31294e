package io.nasrec.experiments.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One row per architecture and proxy.
 *
 * @param rows architecture by architecture, the proxies always in the same order
 */
public record ScoreTable(List<ScoreRow> rows) {
  public ScoreTable {
    rows = List.copyOf(rows);
  }

  /** The proxies' names in order. */
  public List<String> proxies() {
    return rows.stream().map(ScoreRow::proxy).distinct().toList();
  }

  /** The reason why the first architecture has no score, if no proxy has scored any of them. */
  public Optional<String> failure() {
    return rows.stream().allMatch(row -> row.value().isEmpty())
        ? Optional.of(rows.get(0).cause())
        : Optional.empty();
  }

  /** Every pair of different proxies, each once. */
  public List<RankCorrelation> correlations() {
    Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
    for (ScoreRow row : rows) {
      Map<String, Double> ofProxy =
          scores.computeIfAbsent(row.proxy(), proxy -> new LinkedHashMap<>());
      row.value().ifPresent(value -> ofProxy.put(row.architecture(), value));
    }
    List<String> proxies = proxies();
    List<RankCorrelation> correlations = new ArrayList<>();
    for (int i = 0; i < proxies.size(); i++) {
      for (String other : proxies.subList(i + 1, proxies.size())) {
        correlations.add(correlation(proxies.get(i), other, scores));
      }
    }
    return correlations;
  }

  private static RankCorrelation correlation(
      String proxy, String other, Map<String, Map<String, Double>> scores) {
    List<String> both =
        scores.get(proxy).keySet().stream().filter(scores.get(other)::containsKey).toList();
    return RankCorrelation.of(
        proxy,
        other,
        both.stream().mapToDouble(scores.get(proxy)::get).toArray(),
        both.stream().mapToDouble(scores.get(other)::get).toArray());
  }
}
