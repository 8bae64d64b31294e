package io.nasrec.experiments.render.text;

import static io.nasrec.experiments.render.text.Figures.change;
import static io.nasrec.experiments.render.text.Figures.compact;
import static io.nasrec.experiments.render.text.Figures.count;

import io.nasrec.experiments.results.RunReport;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The report's headline: what was found, phrased so that a loss is recognisable as one.
 *
 * @param sentence the outcome in a sentence
 * @param interval the measurements for the sentence; empty without a baseline
 * @param cost parameters more or fewer than the baseline's; empty without one
 * @param gap share of the closable gap in words; empty unless the best possible log loss is known
 */
public record Headline(String sentence, String interval, String cost, String gap) {

  /** The headline of a report. */
  public static Headline of(RunReport report) {
    RunReport.Contest contest = report.baselines().contest();
    if (contest == null) {
      double base = report.baselines().baseRate().test().logLoss();
      return new Headline(
          "No baseline was trained to compare the network with; its test log loss is "
              + below(report.best().test().logLoss(), base)
              + " the base rate's.",
          "",
          "",
          gap(report));
    }
    long trained =
        report.baselines().networks().stream().filter(one -> one.validation() != null).count();
    String who =
        trained == 1
            ? contest.baseline()
            : contest.baseline() + ", the best of " + trained + " baselines on validation";
    return new Headline(
        "The network found by the search " + contest.verdict() + " " + who + ".",
        interval(contest),
        cost(contest.parametersDifference()),
        gap(report));
  }

  private static String interval(RunReport.Contest contest) {
    return "test log loss %s (95 %% interval %s to %s, paired over %s rows, normal approximation)"
        .formatted(
            change(contest.logLossDifference()),
            change(contest.low()),
            change(contest.high()),
            count(contest.rows()));
  }

  /** What an ensemble is called in tables. */
  public static String name(RunReport.Ensemble ensemble) {
    return "ensemble of " + count(ensemble.members().size(), "training");
  }

  /**
   * The settings that were chosen for the winner's training, as {@code train} takes them; empty if
   * none were searched.
   */
  public static String settings(RunReport report) {
    return report.best().settings().stream()
        .map(setting -> "--set " + setting)
        .collect(Collectors.joining(" "));
  }

  /** What the ensemble of hand-crafted networks is called in tables. */
  public static String rival(RunReport.Ensemble ensemble) {
    return "hand-crafted, " + name(ensemble);
  }

  /** The ensemble of found networks against that of hand-crafted ones; empty unless both exist. */
  public static String againstRival(RunReport report) {
    RunReport.Rival rival = report.baselines().rival();
    return rival == null || rival.contest() == null ? "" : interval(rival.contest());
  }

  /** Training rows on both sides; empty unless they were meant to be equal. */
  public static String effort(RunReport report) {
    RunReport.Effort effort = report.baselines().effort();
    return effort == null
        ? ""
        : "training rows read: %s by found networks, %s by hand-crafted ones"
            .formatted(count(effort.found()), count(effort.handCrafted()));
  }

  /**
   * What the ensemble gains on the best network, and costs beside it; empty without one, and for a
   * single row.
   */
  public static String gain(RunReport report) {
    RunReport.Ensemble ensemble = report.ensemble();
    return ensemble == null || ensemble.logLossDifference() == null
        ? ""
        : "test log loss %s (95 %% interval %s to %s); %s multiply-adds per example instead of %s%s"
            .formatted(
                change(ensemble.logLossDifference()),
                change(ensemble.low()),
                change(ensemble.high()),
                compact(ensemble.macs()),
                compact(report.best().liveMacs()),
                ensemble.model() ? "; it is the run's model" : "");
  }

  private static String cost(long parameters) {
    return parameters == 0
        ? "the same number of parameters"
        : "%s parameters %s, embeddings included"
            .formatted(compact(Math.abs(parameters)), parameters > 0 ? "more" : "fewer");
  }

  private static String gap(RunReport report) {
    RunReport.BestPossible possible = report.baselines().bestPossible();
    double base = report.baselines().baseRate().test().logLoss();
    // Without a gap, there is no share to report.
    return possible == null || base <= possible.test() ? "" : gap(report, report.best().test());
  }

  /**
   * The share of the gap from the base rate to the best possible that something closes, on test.
   */
  public static String gap(RunReport report, RunReport.Quality test) {
    double base = report.baselines().baseRate().test().logLoss();
    double closable = base - report.baselines().bestPossible().test();
    return String.format(Locale.ROOT, "%.1f %%", 100 * (base - test.logLoss()) / closable);
  }

  /** How far below a reference a log loss is, in percent of it. */
  public static String below(double logLoss, double reference) {
    double share = (reference - logLoss) / reference;
    return String.format(
        Locale.ROOT, "%.1f %% %s", 100 * Math.abs(share), share >= 0 ? "below" : "above");
  }
}
