package io.nasrec.experiments.benchmark;

import com.fasterxml.jackson.core.type.TypeReference;
import io.nasrec.commons.CheckedJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The scores of a benchmark's rankings, {@code rankings.json}, for whoever searches in its table.
 * Rankings by numbers of training are not in it: they are in the benchmark.
 *
 * @param directory of the benchmark
 */
public record RankingsFile(Path directory) {
  private static final String FILE = "rankings.json";

  /** The content. */
  private record Rankings(List<Kept> rankings) {}

  /**
   * A ranking.
   *
   * @param scores by network
   */
  private record Kept(String name, String source, Map<String, Double> scores) {
    boolean is(Ranking ranking) {
      return name.equals(ranking.name()) && source.equals(ranking.source());
    }
  }

  /** Adds rankings to those that are there; one of the same name and source is replaced. */
  public void add(BenchmarkTable table, List<Ranking> rankings) throws IOException {
    List<Ranking> added = rankings.stream().filter(ranking -> !ranking.ofTraining()).toList();
    List<Kept> all = new ArrayList<>(kept());
    all.removeIf(old -> added.stream().anyMatch(old::is));
    for (Ranking ranking : added) {
      Map<String, Double> scores = new LinkedHashMap<>();
      IntStream.range(0, ranking.scores().size())
          .forEach(i -> scores.put(table.trained().get(i).name(), ranking.scores().get(i)));
      all.add(new Kept(ranking.name(), ranking.source(), scores));
    }
    CheckedJson.write(directory.resolve(FILE), new Rankings(all));
  }

  /**
   * All rankings that were added, and those by size; a network that has come since has no score.
   */
  public List<Ranking> read(BenchmarkTable table) throws IOException {
    List<Ranking> rankings = new ArrayList<>(CheckpointRankings.ofSize(table));
    for (Kept one : kept()) {
      Ranking ranking =
          new Ranking(
              one.name(),
              one.source(),
              false,
              table.trained().stream()
                  .map(network -> one.scores().getOrDefault(network.name(), Double.NaN))
                  .toList());
      if (rankings.stream().noneMatch(one::is)) {
        rankings.add(ranking);
      }
    }
    return rankings;
  }

  private List<Kept> kept() throws IOException {
    return CheckedJson.read(directory.resolve(FILE), new TypeReference<Rankings>() {})
        .map(Rankings::rankings)
        .orElse(List.of());
  }
}
