package io.nasrec.experiments.report;

import static io.nasrec.experiments.Figures.compact;
import static io.nasrec.experiments.Figures.count;
import static io.nasrec.experiments.Figures.duration;
import static io.nasrec.experiments.Figures.quality;

import io.nasrec.experiments.report.RunReport.Quality;
import io.nasrec.experiments.report.chart.Element;
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
            "Test AUC",
            "Validation log loss",
            "Validation AUC",
            "Parameters",
            "Embedding parameters",
            "Multiply-adds per example");
    model(
        table,
        "winner",
        "Best network",
        best.validation(),
        best.test(),
        compact(best.parameters()),
        compact(best.embeddingParameters()),
        compact(best.macs()));
    RunReport.LogisticRegression regression = baselines.logisticRegression();
    model(
        table,
        "",
        "Logistic regression",
        regression.validation(),
        regression.test(),
        compact(regression.parameters()),
        NONE,
        NONE);
    RunReport.BaseRate base = baselines.baseRate();
    model(table, "", "Base rate", base.validation(), base.test(), "1", NONE, NONE);
    if (baselines.bestPossible() != null) {
      table.row(
          "faint",
          "Best possible",
          quality(baselines.bestPossible().test()),
          NONE,
          quality(baselines.bestPossible().validation()),
          NONE,
          NONE,
          NONE,
          NONE);
    }
    return table.html();
  }

  private static void model(
      HtmlTable table,
      String style,
      String name,
      Quality validation,
      Quality test,
      String... size) {
    table.row(
        style,
        name,
        quality(test.logLoss()),
        quality(test.auc()),
        quality(validation.logLoss()),
        quality(validation.auc()),
        size[0],
        size[1],
        size[2]);
  }

  /** The retrained networks, best score first; what diverged stands among them. */
  Element candidates() {
    HtmlTable table =
        new HtmlTable(
            Set.of(1),
            "Rank",
            "Architecture",
            "Score",
            "Validation log loss",
            "Validation AUC",
            "Parameters",
            "Multiply-adds",
            "Epochs",
            "Time");
    for (RunReport.Candidate c : report.candidates()) {
      boolean winner = c.fingerprint().equals(report.best().fingerprint());
      table.row(
          winner ? "winner" : "",
          List.of(
              Element.of("span").text(Integer.toString(c.rank())),
              Element.of("code").text(c.fingerprint()),
              Element.of("span").text(String.format(Locale.ROOT, "%,.3f", c.score())),
              Element.of("span").text(logLoss(c)),
              Element.of("span")
                  .text(c.validation() == null ? NONE : quality(c.validation().auc())),
              Element.of("span").text(compact(c.parameters())),
              Element.of("span").text(compact(c.macs())),
              Element.of("span").text(epochs(c)),
              Element.of("span").text(duration(c.seconds()))));
    }
    return table.html();
  }

  /** In the place of a number that does not exist stands why. */
  private static String logLoss(RunReport.Candidate candidate) {
    return candidate.validation() == null
        ? candidate.outcome()
        : quality(candidate.validation().logLoss());
  }

  private static String epochs(RunReport.Candidate candidate) {
    return candidate.epochs() == null
        ? NONE
        : String.format(Locale.ROOT, "%.2f", candidate.epochs());
  }

  /** What the time went into. */
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

  /** Where all this comes from. */
  Element provenance() {
    Element list = Element.of("dl");
    report
        .provenance()
        .forEach(
            (key, value) ->
                list.add(
                    Element.of("div")
                        .add(Element.of("dt").text(key), Element.of("dd").text(value))));
    return list;
  }
}
