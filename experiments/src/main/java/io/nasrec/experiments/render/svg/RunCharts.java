package io.nasrec.experiments.render.svg;

import io.nasrec.experiments.render.svg.Layer.Point;
import io.nasrec.experiments.render.text.Figures;
import io.nasrec.experiments.results.RunReport;
import io.nasrec.experiments.results.TradeOff;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** The report's charts. */
public final class RunCharts {
  /** More dots than this would only make the file larger; every n-th is drawn instead. */
  private static final int DOTS = 1500;

  private final RunReport report;

  public RunCharts(RunReport report) {
    this.report = report;
  }

  /** Loss against step: single steps as dots, their moving average as a line. */
  public Element warmUp() {
    List<RunReport.Point> points =
        report.warmUp().points().stream().filter(p -> Double.isFinite(p.loss())).toList();
    return new XyChart(
            "Training loss of the supernet",
            "step",
            "log loss of the batch",
            true,
            List.of(
                new Layer.Dots("full path", "full-path", 1.8, thin(points, p -> p.fullPath())),
                new Layer.Dots("sampled path", "raw", 1.8, thin(points, p -> !p.fullPath())),
                new Layer.Line("moving average", "smooth", smooth(points))))
        .svg();
  }

  private static List<Point> thin(List<RunReport.Point> points, Predicate<RunReport.Point> wanted) {
    int stride = 1 + points.size() / DOTS;
    List<Point> thin = new ArrayList<>();
    for (int i = 0; i < points.size(); i += stride) {
      RunReport.Point point = points.get(i);
      if (wanted.test(point)) {
        thin.add(new Point(point.step(), point.loss()));
      }
    }
    return thin;
  }

  /** Exponential moving average over about a thirtieth of the steps, without bias to its start. */
  private static List<Point> smooth(List<RunReport.Point> points) {
    double weight = 2.0 / (Math.max(5, points.size() / 30.0) + 1);
    int stride = 1 + points.size() / 400;
    double sum = 0;
    double norm = 0;
    List<Point> line = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      sum = (1 - weight) * sum + weight * points.get(i).loss();
      norm = (1 - weight) * norm + weight;
      if (i % stride == 0 || i == points.size() - 1) {
        line.add(new Point(points.get(i).step(), sum / norm));
      }
    }
    return line;
  }

  /** Every scored subnet, the retrained ones marked, and the best score so far. */
  public Element search() {
    Map<Integer, Integer> sizes = new HashMap<>();
    report.scores().forEach(score -> sizes.merge(score.generation(), 1, Integer::sum));
    Map<Integer, Integer> seen = new HashMap<>();
    List<Point> dots = new ArrayList<>();
    List<Point> best = new ArrayList<>();
    double record = Double.NEGATIVE_INFINITY;
    for (RunReport.Score score : report.scores()) {
      int place = seen.merge(score.generation(), 1, Integer::sum);
      if (score.score() == null || !Double.isFinite(score.score())) {
        continue;
      }
      // The subnets of a generation are drawn side by side, in the order of their scoring.
      double x = score.generation() + 0.7 * (place - 0.5) / sizes.get(score.generation()) - 0.35;
      dots.add(new Point(x, score.score(), note("subnet " + score.index(), score.score())));
      if (score.score() > record) {
        if (!best.isEmpty()) {
          best.add(new Point(x, record));
        }
        record = score.score();
        best.add(new Point(x, record));
      }
    }
    if (!dots.isEmpty()) {
      best.add(new Point(dots.get(dots.size() - 1).x(), record));
    }
    return new XyChart(
            "Score against generation",
            "generation",
            report.proxy() + " score (higher is better)",
            true,
            List.of(
                new Layer.Dots("scored subnet", "raw", 2.2, dots),
                new Layer.Line("best so far", "best", best)))
        .svg();
  }

  /** Score against the result of training. */
  public Element agreement() {
    List<Point> others = new ArrayList<>();
    List<Point> winner = new ArrayList<>();
    for (RunReport.Candidate candidate : report.trained()) {
      boolean best = candidate.fingerprint().equals(report.best().fingerprint());
      (best ? winner : others)
          .add(
              new Point(
                  candidate.score(),
                  candidate.validation().logLoss(),
                  note(candidate.fingerprint(), candidate.score())
                      + ", log loss "
                      + Figures.quality(candidate.validation().logLoss())));
    }
    return new XyChart(
            "Validation log loss against score",
            report.proxy() + " score",
            "validation log loss",
            false,
            List.of(
                new Layer.Dots("retrained", "solid", 4.5, others),
                new Layer.Dots("winner", "winner", 6, winner)))
        .svg();
  }

  /** Log loss against cost, of the retrained networks and the baselines. */
  public Element tradeOff() {
    TradeOff tradeOff = report.tradeOff();
    List<Point> found = new ArrayList<>();
    List<Point> winner = new ArrayList<>();
    List<Point> baselines = new ArrayList<>();
    for (TradeOff.Network network : tradeOff.networks()) {
      boolean best = network.name().equals(report.best().fingerprint());
      (best ? winner : network.found() ? found : baselines).add(point(tradeOff.cost(), network));
    }
    return new XyChart(
            "Validation log loss against " + tradeOff.cost(),
            "log₁₀ of " + tradeOff.cost(),
            "validation log loss",
            false,
            List.of(
                new Layer.Line(
                    "front",
                    "smooth",
                    tradeOff.trainedFront().stream().map(n -> point(tradeOff.cost(), n)).toList()),
                new Layer.Dots("baseline", "full-path", 4.5, baselines),
                new Layer.Dots("retrained", "solid", 4.5, found),
                new Layer.Dots("winner", "winner", 6, winner)))
        .svg();
  }

  private static Point point(String cost, TradeOff.Network network) {
    return new Point(
        Math.log10(network.cost()),
        network.logLoss(),
        String.format(
            Locale.ROOT,
            "%s: %s %,.5g, log loss %s",
            network.name(),
            cost,
            network.cost(),
            Figures.quality(network.logLoss())));
  }

  /** The spread of the proxy's terms over the scored subnets. */
  public Element spread() {
    return new SpreadChart(
            "Spread of the terms of " + report.proxy(),
            report.terms().stream()
                .map(
                    t ->
                        new SpreadChart.Row(
                            t.name(), t.min(), t.q25(), t.median(), t.q75(), t.max(), t.sd()))
                .toList())
        .svg();
  }

  private static String note(String what, double score) {
    return String.format(Locale.ROOT, "%s: %.4g", what, score);
  }
}
