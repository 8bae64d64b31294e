package io.nasrec.experiments.render.html;

import static io.nasrec.experiments.render.text.Figures.compact;
import static io.nasrec.experiments.render.text.Figures.count;
import static io.nasrec.experiments.render.text.Figures.duration;
import static io.nasrec.experiments.render.text.Figures.quality;

import io.nasrec.experiments.render.svg.Element;
import io.nasrec.experiments.render.text.Headline;
import io.nasrec.experiments.results.RunReport;
import io.nasrec.experiments.results.RunReport.Quality;
import io.nasrec.experiments.results.TradeOff;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The report's tables. */
final class ReportTables {
  private static final String NONE = "–";

  private final RunReport report;

  ReportTables(RunReport report) {
    this.report = report;
  }

  /** The winner and what it is compared with, on both splits. */
  Element results() {
    RunReport.Best best = report.best();
    RunReport.Baselines baselines = report.baselines();
    HtmlTable table =
        new HtmlTable(
            Set.of(),
            "Model",
            "Test log loss",
            "AUC",
            "Norm. entropy",
            "Calibration",
            "Validation log loss",
            "AUC",
            "Norm. entropy",
            "Calibration",
            "Parameters",
            "Embedding parameters",
            "Multiply-adds per example");
    model(
        table,
        "winner",
        "Best network",
        best.test(),
        best.validation(),
        compact(best.parameters()),
        compact(best.embeddingParameters()),
        compact(best.macs()));
    if (report.ensemble() != null) {
      ensemble(table, Headline.name(report.ensemble()), report.ensemble());
    }
    if (baselines.rival() != null) {
      RunReport.Ensemble theirs = baselines.rival().ensemble();
      ensemble(table, Headline.rival(theirs), theirs);
    }
    for (RunReport.Network network : baselines.networks()) {
      model(
          table,
          "",
          named(network),
          network.test(),
          network.validation(),
          compact(network.parameters()),
          compact(network.embeddingParameters()),
          compact(network.macs()));
    }
    RunReport.BaseRate base = baselines.baseRate();
    model(table, "", "Base rate", base.test(), base.validation(), "1", NONE, NONE);
    if (baselines.bestPossible() != null) {
      List<String> cells = new ArrayList<>(Collections.nCopies(12, NONE));
      cells.set(0, "Best possible");
      cells.set(1, quality(baselines.bestPossible().test()));
      cells.set(5, quality(baselines.bestPossible().validation()));
      table.row("faint", cells.toArray(String[]::new));
    }
    return table.html();
  }

  private static void ensemble(HtmlTable table, String name, RunReport.Ensemble ensemble) {
    model(
        table,
        "",
        name,
        ensemble.test(),
        ensemble.validation(),
        compact(ensemble.parameters()),
        compact(ensemble.embeddingParameters()),
        compact(ensemble.macs()));
  }

  private static String named(RunReport.Network network) {
    String name = network.validation() == null ? network.name() + " (diverged)" : network.name();
    return network.settings().isEmpty() ? name : name + ", " + settings(network.settings());
  }

  /** Without the sections of their keys. */
  private static String settings(List<String> settings) {
    return settings.stream()
        .map(setting -> setting.substring(setting.indexOf('.') + 1))
        .collect(Collectors.joining(", "));
  }

  private static void model(
      HtmlTable table,
      String style,
      String name,
      Quality test,
      Quality validation,
      String... size) {
    List<String> cells = new ArrayList<>(List.of(name));
    cells.addAll(figures(test));
    cells.addAll(figures(validation));
    cells.addAll(List.of(size));
    table.row(style, cells.toArray(String[]::new));
  }

  private static List<String> figures(Quality quality) {
    return quality == null
        ? Collections.nCopies(4, NONE)
        : List.of(
            quality(quality.logLoss()),
            quality(quality.auc()),
            quality(quality.normalizedEntropy()),
            quality(quality.calibration()));
  }

  /** The retrained networks, best score first, including those that diverged. */
  Element candidates() {
    HtmlTable table =
        new HtmlTable(
            Set.of(1, 11),
            "Rank",
            "Architecture",
            "Score",
            "Validation log loss",
            "AUC",
            "Normalised entropy",
            "Calibration",
            "Parameters",
            "Multiply-adds",
            "Epochs",
            "Time",
            "Settings");
    for (RunReport.Candidate c : report.candidates()) {
      boolean winner = c.fingerprint().equals(report.best().fingerprint());
      table.row(
          winner ? "winner" : "",
          List.of(
              Element.of("span").text(Integer.toString(c.rank())),
              Element.of("code").text(c.fingerprint()),
              Element.of("span").text(String.format(Locale.ROOT, "%,.3f", c.score())),
              Element.of("span").text(logLoss(c)),
              Element.of("span").text(figures(c.validation()).get(1)),
              Element.of("span").text(figures(c.validation()).get(2)),
              Element.of("span").text(figures(c.validation()).get(3)),
              Element.of("span").text(compact(c.parameters())),
              Element.of("span").text(compact(c.macs())),
              Element.of("span").text(epochs(c)),
              Element.of("span").text(duration(c.seconds())),
              Element.of("span").text(c.settings().isEmpty() ? NONE : settings(c.settings()))));
    }
    return table.html();
  }

  /** The search's front, the cheapest network first. */
  Element front() {
    TradeOff tradeOff = report.tradeOff();
    Map<String, TradeOff.Network> trained =
        tradeOff.networks().stream()
            .filter(TradeOff.Network::found)
            .collect(Collectors.toMap(TradeOff.Network::name, network -> network));
    HtmlTable table =
        new HtmlTable(
            Set.of(0),
            "Architecture",
            tradeOff.cost(),
            "Score",
            "Validation log loss",
            "On the front of the retrained");
    for (TradeOff.Member member : tradeOff.front()) {
      TradeOff.Network network = trained.get(member.fingerprint());
      boolean winner = member.fingerprint().equals(report.best().fingerprint());
      table.row(
          winner ? "winner" : "",
          List.of(
              Element.of("code").text(member.fingerprint()),
              Element.of("span").text(cost(tradeOff.cost(), member.cost())),
              Element.of("span").text(String.format(Locale.ROOT, "%,.3f", member.score())),
              Element.of("span").text(network == null ? NONE : quality(network.logLoss())),
              Element.of("span").text(network == null ? NONE : network.onFront() ? "yes" : "no")));
    }
    return table.html();
  }

  /** Predicted and measured times of the retrained networks. */
  Element latencies() {
    HtmlTable table =
        new HtmlTable(Set.of(0), "Architecture", "Predicted, ms", "Measured, ms", "Difference");
    for (TradeOff.Latency network : report.tradeOff().latencies().networks()) {
      table.row(
          network.fingerprint().equals(report.best().fingerprint()) ? "winner" : "",
          network.fingerprint(),
          String.format(Locale.ROOT, "%.3f", network.predicted()),
          String.format(Locale.ROOT, "%.3f", network.measured()),
          String.format(Locale.ROOT, "%+.1f %%", 100 * network.error()).replace('-', '−'));
    }
    return table.html();
  }

  /** A cost as people read it. */
  static String cost(String name, double value) {
    return name.equals("latency")
        ? String.format(Locale.ROOT, "%.3f ms", value)
        : count(Math.round(value));
  }

  /** A number that does not exist is replaced by the reason. */
  private static String logLoss(RunReport.Candidate candidate) {
    return candidate.validation() == null
        ? candidate.outcome()
        : quality(candidate.validation().logLoss());
  }

  private static String epochs(RunReport.Candidate candidate) {
    if (candidate.epochs() == null) {
      return NONE;
    }
    String stopped = candidate.outcome().equals(RunReport.Candidate.STOPPED) ? ", stopped" : "";
    return String.format(Locale.ROOT, "%.2f%s", candidate.epochs(), stopped);
  }

  /** Where the time went. */
  Element stages() {
    double longest = report.stages().stream().mapToDouble(RunReport.Stage::seconds).max().orElse(0);
    HtmlTable table = new HtmlTable(Set.of(1, 3), "Stage", "", "Time", "Figures");
    for (RunReport.Stage stage : report.stages()) {
      double share = longest > 0 ? 100 * stage.seconds() / longest : 0;
      table.row(
          "",
          List.of(
              Element.of("span").text(stage.name()),
              Element.of(
                  "div",
                  "class",
                  "timing",
                  "style",
                  String.format(Locale.ROOT, "width: %.1f%%", Math.max(0.5, share))),
              Element.of("span").text(duration(stage.seconds())),
              Element.of("span", "class", "figures").text(figures(stage.detail()))));
    }
    return table.html();
  }

  private static String figures(Map<String, Object> detail) {
    return detail.entrySet().stream()
        .map(entry -> entry.getKey() + " " + figure(entry.getValue()))
        .collect(Collectors.joining(" · "));
  }

  private static String figure(Object value) {
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return String.format(Locale.ROOT, Math.abs(number) >= 100 ? "%,.0f" : "%.3g", number);
    }
    return value instanceof Long || value instanceof Integer
        ? count(((Number) value).longValue())
        : value.toString();
  }

  /** The provenance of the results. */
  Element provenance() {
    Element list = Element.of("dl");
    report
        .provenance()
        .texts()
        .forEach(
            (key, value) ->
                list.add(
                    Element.of("div")
                        .add(Element.of("dt").text(key), Element.of("dd").text(value))));
    return list;
  }
}
