package io.nasrec.experiments.benchmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rankings measured against a benchmark.
 *
 * @param benchmark what they are measured against
 * @param truth the split that says how good a network is
 * @param ceiling how well trainings agree with each other
 * @param rows the best τ first; random orders among them
 */
public record RankTable(
    BenchmarkTable benchmark, Truth truth, NoiseCeiling ceiling, List<Row> rows) {
  /** Name of the row of random orders. */
  public static final String RANDOM = "random";

  public RankTable {
    rows = List.copyOf(rows);
  }

  /**
   * A ranking and its figures.
   *
   * @param name of the ranking
   * @param source of its scores
   * @param against the trainings whose mean is the truth
   * @param figures of merit
   * @param points score and true log loss of every network that is ranked; empty for random orders
   */
  public record Row(
      String name, String source, String against, FiguresOfMerit figures, List<Point> points) {
    public Row {
      points = List.copyOf(points);
    }
  }

  /** A network in a chart: its name, its score, its true log loss. */
  public record Point(String network, double score, double logLoss) {}

  /**
   * Measures rankings of the benchmark's trained networks.
   *
   * @throws IllegalArgumentException if a ranking has not a score, or NaN, for each of them
   */
  public static RankTable of(BenchmarkTable benchmark, Truth truth, List<Ranking> rankings) {
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            RANDOM,
            "1,000 orders",
            against(benchmark, false),
            FiguresOfMerit.ofRandom(losses(benchmark.trained(), truth, false)),
            List.of()));
    // Each resamples the networks a thousand times.
    rows.addAll(rankings.parallelStream().map(ranking -> row(benchmark, truth, ranking)).toList());
    rows.sort(
        Comparator.comparingDouble(
                (Row row) ->
                    Double.isNaN(row.figures().tau().value())
                        ? Double.NEGATIVE_INFINITY
                        : row.figures().tau().value())
            .reversed());
    return new RankTable(benchmark, truth, NoiseCeiling.of(benchmark, truth), rows);
  }

  private static Row row(BenchmarkTable benchmark, Truth truth, Ranking ranking) {
    List<BenchmarkNetwork> all = benchmark.trained();
    if (ranking.scores().size() != all.size()) {
      throw new IllegalArgumentException(
          "%s must have %s scores, but has %s"
              .formatted(ranking.name(), all.size(), ranking.scores().size()));
    }
    double[] losses = losses(all, truth, ranking.ofTraining());
    List<Double> scores = new ArrayList<>();
    List<Double> known = new ArrayList<>();
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (Double.isNaN(losses[i])) {
        continue;
      }
      scores.add(ranking.scores().get(i));
      known.add(losses[i]);
      if (Double.isFinite(ranking.scores().get(i))) {
        points.add(new Point(all.get(i).name(), ranking.scores().get(i), losses[i]));
      }
    }
    return new Row(
        ranking.name(),
        ranking.source(),
        against(benchmark, ranking.ofTraining()),
        FiguresOfMerit.of(array(scores), array(known)),
        points);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * The true log losses: means over trainings, without the first if that is what is measured and
   * there are others; NaN if none of them is left.
   */
  private static double[] losses(
      List<BenchmarkNetwork> networks, Truth truth, boolean withoutFirst) {
    return networks.stream()
        .mapToDouble(
            network ->
                network.trainings().stream()
                    .skip(withoutFirst && network.trainings().size() > 1 ? 1 : 0)
                    .mapToDouble(truth::logLoss)
                    .filter(loss -> !Double.isNaN(loss))
                    .average()
                    .orElse(Double.NaN))
        .toArray();
  }

  private static String against(BenchmarkTable benchmark, boolean withoutFirst) {
    int trainings = benchmark.header().trainings();
    if (trainings == 1) {
      return withoutFirst ? "itself" : "training 1";
    }
    if (!withoutFirst) {
      return "all " + trainings;
    }
    return trainings == 2 ? "training 2" : "trainings 2 to " + trainings;
  }
}
