package io.nasrec.experiments.report;

import static io.nasrec.experiments.Figures.quality;

import io.nasrec.experiments.Figures;
import java.util.Locale;

/**
 * The report's first words: what was found, said so that a loss reads as one.
 *
 * @param sentence the outcome in a sentence
 * @param gap share of the closable gap in words; empty unless the best possible log loss is known
 */
record Headline(String sentence, String gap) {

  static Headline of(RunReport report) {
    RunReport.Quality network = report.best().test();
    RunReport.Quality regression = report.baselines().logisticRegression().test();
    double logLoss = regression.logLoss() - network.logLoss();
    double auc = network.auc() - regression.auc();
    String sentence;
    if (logLoss > 0 && auc > 0) {
      sentence =
          "The network found by the search beats logistic regression by %s in log loss and %s in AUC."
              .formatted(quality(logLoss), quality(auc));
    } else {
      String verdict =
          logLoss > 0 || auc > 0
              ? "beats logistic regression in one measure only"
              : "does not beat logistic regression";
      sentence =
          "The network found by the search %s: log loss %s, AUC %s."
              .formatted(verdict, change(-logLoss), change(auc));
    }
    return new Headline(sentence, gap(report));
  }

  private static String gap(RunReport report) {
    RunReport.BestPossible possible = report.baselines().bestPossible();
    if (possible == null) {
      return "";
    }
    double base = report.baselines().baseRate().test().logLoss();
    double closable = base - possible.test();
    // Without a gap there is no share of it.
    return closable > 0 ? Figures.percent((base - report.best().test().logLoss()) / closable) : "";
  }

  /** With its sign: {@code +0.0123} or {@code −0.0123}. */
  static String change(double difference) {
    String text = quality(Math.abs(difference));
    return difference == 0 ? text : (difference < 0 ? "−" : "+") + text;
  }

  /** How far below a reference a log loss is, in percent of it. */
  static String below(double logLoss, double reference) {
    double share = (reference - logLoss) / reference;
    return String.format(
        Locale.ROOT, "%.1f %% %s", 100 * Math.abs(share), share >= 0 ? "below" : "above");
  }
}
