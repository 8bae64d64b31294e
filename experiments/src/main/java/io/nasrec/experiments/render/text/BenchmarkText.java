package io.nasrec.experiments.render.text;

import io.nasrec.experiments.benchmark.BenchmarkHeader;
import io.nasrec.experiments.benchmark.BenchmarkNetwork;
import io.nasrec.experiments.benchmark.BenchmarkTable;
import io.nasrec.experiments.benchmark.Interval;
import io.nasrec.experiments.benchmark.NoiseCeiling;
import io.nasrec.experiments.benchmark.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a benchmark has, in a few lines. */
public final class BenchmarkText {
  private BenchmarkText() {}

  /** The lines. */
  public static String of(BenchmarkTable table) {
    List<String> lines = new ArrayList<>();
    lines.add(extent(table));
    long diverged = table.ofSpace().stream().mapToLong(BenchmarkNetwork::divergences).sum();
    if (diverged > 0) {
      lines.add(
          "%s diverged; %s left without a quality"
              .formatted(
                  Figures.count(diverged, "training"),
                  Figures.count(table.ofSpace().size() - table.trained().size(), "network")));
    }
    for (Truth truth : Truth.values()) {
      lines.add(spread(table, truth));
    }
    for (BenchmarkNetwork network : table.baselines()) {
      lines.add(baseline(network));
    }
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }

  private static String extent(BenchmarkTable table) {
    BenchmarkHeader header = table.header();
    return "%s of %s with %s, %s each of up to %s (%s training rows)%s"
        .formatted(
            Figures.count(table.ofSpace().size(), "network"),
            header.space().name(),
            Figures.count(header.space().blocks(), "block"),
            Figures.count(header.trainings(), "training"),
            Figures.count(header.budget().epochs(), "epoch"),
            Figures.count(header.data().train()),
            table.isComplete()
                ? ""
                : "; unfinished: %s of %s"
                    .formatted(table.networks().size(), header.networks() + header.baselines()));
  }

  /** Best, median and worst mean log loss, and how far trainings agree. */
  private static String spread(BenchmarkTable table, Truth truth) {
    double[] losses =
        table.trained().stream()
            .mapToDouble(network -> network.logLoss(truth).orElseThrow())
            .sorted()
            .toArray();
    if (losses.length == 0) {
      return "%s: no network was trained".formatted(truth.label());
    }
    double base =
        truth == Truth.TEST
            ? table.header().data().testBaseRate()
            : table.header().data().validationBaseRate();
    double median = (losses[(losses.length - 1) / 2] + losses[losses.length / 2]) / 2;
    return "%s log loss: best %s, median %s, worst %s (base rate %s)%s"
        .formatted(
            truth.label(),
            Figures.quality(losses[0]),
            Figures.quality(median),
            Figures.quality(losses[losses.length - 1]),
            Figures.quality(base),
            ceiling(table, truth));
  }

  private static String ceiling(BenchmarkTable table, Truth truth) {
    NoiseCeiling ceiling = NoiseCeiling.of(table, truth);
    return Double.isNaN(ceiling.tau().value())
        ? ""
        : "; trainings rank networks alike with τ %s".formatted(correlation(ceiling.tau()));
  }

  private static String baseline(BenchmarkNetwork network) {
    List<String> losses = new ArrayList<>();
    for (Truth truth : Truth.values()) {
      losses.add(
          truth.label()
              + " "
              + network.logLoss(truth).stream()
                  .mapToObj(Figures::quality)
                  .findFirst()
                  .orElse("– (diverged)"));
    }
    return "%s: %s".formatted(network.name(), String.join(", ", losses));
  }

  /** A correlation with its interval: {@code +0.63 [+0.51, +0.73]}; a dash if there is none. */
  public static String correlation(Interval interval) {
    if (Double.isNaN(interval.value())) {
      return "–";
    }
    return Double.isNaN(interval.low())
        ? signed(interval.value())
        : "%s [%s, %s]"
            .formatted(signed(interval.value()), signed(interval.low()), signed(interval.high()));
  }

  private static String signed(double value) {
    return String.format(Locale.ROOT, "%+.2f", value).replace('-', '−');
  }
}
