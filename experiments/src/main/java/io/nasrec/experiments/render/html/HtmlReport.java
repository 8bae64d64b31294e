package io.nasrec.experiments.render.html;

import static io.nasrec.experiments.render.text.Figures.compact;
import static io.nasrec.experiments.render.text.Figures.count;
import static io.nasrec.experiments.render.text.Figures.quality;

import io.nasrec.experiments.render.svg.ArchitectureDrawing;
import io.nasrec.experiments.render.svg.Element;
import io.nasrec.experiments.render.svg.RunCharts;
import io.nasrec.experiments.render.text.Headline;
import io.nasrec.experiments.results.RankAgreement;
import io.nasrec.experiments.results.RunReport;
import io.nasrec.experiments.results.TradeOff;
import io.nasrec.space.Architecture;
import io.nasrec.space.network.InputShape;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The report as a page: one file that needs no network, no script and no font. */
public final class HtmlReport {
  private final RunReport report;
  private final ArchitectureDrawing drawing;
  private final RunCharts charts;
  private final ReportTables tables;

  /**
   * Prepares a page.
   *
   * @param best the winner's architecture
   * @param input shape of the data's raw input
   */
  public HtmlReport(RunReport report, Architecture best, InputShape input) {
    this.report = report;
    this.drawing = new ArchitectureDrawing(best, input);
    this.charts = new RunCharts(report);
    this.tables = new ReportTables(report);
  }

  /** The page: HTML that is well-formed XML too. */
  public String html() {
    String name = "NASRec: " + report.dataset() + ", seed " + report.seed();
    return Page.html(name, header(), main(), footer());
  }

  private Element header() {
    Headline headline = Headline.of(report);
    RunReport.Best best = report.best();
    RunReport.Baselines baselines = report.baselines();
    RunReport.Quality test = best.test();
    RunReport.Quality base = baselines.baseRate().test();
    Element cards =
        Element.of("div", "class", "cards")
            .add(
                card("Test log loss", quality(test.logLoss()), others(RunReport.Quality::logLoss)),
                card("Test AUC", quality(test.auc()), others(RunReport.Quality::auc)));
    if (headline.gap().isEmpty()) {
      cards.add(
          card(
              "Log loss against the base rate",
              Headline.below(test.logLoss(), base.logLoss()),
              "normalised entropy %s, calibration %s"
                  .formatted(quality(test.normalizedEntropy()), quality(test.calibration()))));
    } else {
      cards.add(
          card(
              "Closable gap closed",
              headline.gap(),
              "from the base rate down to the best possible "
                  + quality(baselines.bestPossible().test())));
    }
    cards.add(
        card(
            "Live parameters",
            compact(best.liveParameters()),
            compact(best.liveMacs())
                + " multiply-adds per example, "
                + compact(best.embeddingParameters())
                + " embedding parameters"));
    return Element.of("header")
        .add(
            Element.of("p", "class", "eyebrow")
                .text(
                    "%s · %s · %s · seed %s"
                        .formatted(
                            report.dataset(), report.space(), report.proxy(), report.seed())),
            Element.of("h1").text(headline.sentence()),
            Element.of("p").text(contest(headline)),
            cards);
  }

  /** The measurements for the headline, and what it leaves open. */
  private static String contest(Headline headline) {
    return headline.interval().isEmpty()
        ? ""
        : "The network minus the baseline: %s; %s. The interval is about other rows of the same kind; another training of either network is not in it."
            .formatted(headline.interval(), headline.cost());
  }

  /** A figure of the best baseline and of the base rate. */
  private String others(Function<RunReport.Quality, Double> figure) {
    RunReport.Baselines baselines = report.baselines();
    String base = "base rate " + quality(figure.apply(baselines.baseRate().test()));
    return baselines.networks().stream()
        .filter(one -> baselines.contest() != null)
        .filter(one -> one.name().equals(baselines.contest().baseline()))
        .map(one -> one.name() + " " + quality(figure.apply(one.test())) + ", " + base)
        .findFirst()
        .orElse(base);
  }

  private Element main() {
    return Element.of("main")
        .add(
            Page.section(
                "Results",
                "All was chosen on validation, the baseline that the winner is compared with"
                    + " included; each network was evaluated on test once. Normalised entropy is"
                    + " log loss divided by the entropy of the split's own click rate, calibration"
                    + " the sum of predictions divided by the clicks. The winner's parameters and"
                    + " multiply-adds are those of the network as encoded, embeddings apart."
                    + ensemble(),
                tables.results()),
            Page.section(
                "Best architecture",
                "Fingerprint "
                    + report.best().fingerprint()
                    + ". Of its "
                    + count(report.best().parameters())
                    + " parameters "
                    + count(report.best().liveParameters())
                    + " can reach the head; of its "
                    + count(report.best().macs())
                    + " multiply-adds per example "
                    + count(report.best().liveMacs())
                    + "."
                    + settings(),
                Element.of("div", "class", "scroll").add(drawing.inline())),
            Element.of("div", "class", "pair")
                .add(
                    Page.section("Warm-up of the supernet", warmUp(), charts.warmUp()),
                    Page.section("Search", search(), charts.search()),
                    Page.section("How well the score predicted", agreement(), charts.agreement()),
                    Page.section(
                        "Spread of the score's terms",
                        "Over the scored subnets, before weighting. A term that varies much"
                            + " more than the others decides the ranking alone.",
                        charts.spread())),
            Page.section(
                "Retrained networks",
                (report.tradeOff().objective().size() > 1
                        ? "Distinct networks from along the front"
                        : "The best distinct networks by score")
                    + ", trained from scratch. Parameters and multiply-adds are those of the"
                    + " networks as encoded; limits and fronts are about the parts that can reach"
                    + " the head."
                    + diverged(),
                tables.candidates()),
            tradeOff(),
            front(),
            latencies(),
            Page.section("Time", "", tables.stages()),
            Page.section("Provenance", "", tables.provenance()));
  }

  /** Reports of earlier versions do not know what networks cost. */
  private Element tradeOff() {
    TradeOff tradeOff = report.tradeOff();
    return tradeOff.networks().isEmpty()
        ? Element.of("div")
        : Page.section(
            "Quality against cost",
            "Of the retrained networks, those on the front are not beaten in both by another. Costs"
                + " are of what can reach the head, embedding rows apart.",
            charts.tradeOff());
  }

  /** The search's front, if it looked for one. */
  private Element front() {
    TradeOff tradeOff = report.tradeOff();
    return tradeOff.front().isEmpty()
        ? Element.of("div")
        : Page.section(
            "Front of the search",
            ("The best compromises of score and %s among all that were evaluated: %s networks. The"
                    + " winner is the retrained network that is best on validation.")
                .formatted(tradeOff.cost(), count(tradeOff.front().size())),
            tables.front());
  }

  /** Predicted against measured times, if the search asked for them. */
  private Element latencies() {
    TradeOff.Latencies latencies = report.tradeOff().latencies();
    return latencies == null
        ? Element.of("div")
        : Page.section(
            "Latency",
            ("Predicted as the sum over a network's parts, from %s shapes measured once on %s (one"
                    + " thread, batches of %s, embedding rows at hand), and measured as a whole. The"
                    + " prediction differs by %s on average.")
                .formatted(
                    count(latencies.shapes()),
                    latencies.machine(),
                    count(latencies.batchSize()),
                    String.format(Locale.ROOT, "%.1f %%", 100 * latencies.meanError())),
            tables.latencies());
  }

  private Element footer() {
    return Element.of("footer")
        .text("NASRec for Java. These figures, and more, are in report.json.");
  }

  private String settings() {
    String settings = Headline.settings(report);
    return settings.isEmpty() ? "" : " It was trained with " + settings + ".";
  }

  private String ensemble() {
    return Headline.gain(report).isEmpty()
        ? ""
        : " The ensemble is the mean of the logits of trained networks, chosen greedily with"
            + " replacement. It minus the best network: "
            + Headline.gain(report)
            + ".";
  }

  private String warmUp() {
    RunReport.WarmUp warmUp = report.warmUp();
    return "%s steps trained the full path, %s a sampled one."
        .formatted(count(warmUp.fullPaths()), count(warmUp.sampledPaths()));
  }

  private String search() {
    long without = report.scores().stream().filter(score -> score.score() == null).count();
    return count(report.evaluated())
        + " subnets were scored"
        + (without == 0 ? "." : "; " + count(without) + " more diverged or failed.")
        + limits();
  }

  private String limits() {
    TradeOff tradeOff = report.tradeOff();
    if (tradeOff.limits().isEmpty()) {
      return "";
    }
    String limits =
        tradeOff.limits().stream()
            .map(
                limit ->
                    "%s at most %s (%s draws exceeded it)"
                        .formatted(
                            limit.cost(),
                            ReportTables.cost(limit.cost(), limit.most()),
                            count(limit.rejected())))
            .collect(Collectors.joining(", "));
    return " Limits: %s. %s of %s random networks keep them; %s draws were rejected unscored."
        .formatted(
            limits,
            count(tradeOff.feasible()),
            count(tradeOff.sampled()),
            count(tradeOff.rejected()));
  }

  private String agreement() {
    OptionalDouble tau = RankAgreement.tau(report.trained());
    return tau.isEmpty()
        ? RankAgreement.LEAST
            + " different networks or more would show how well the score ranks; "
            + report.trained().size()
            + " were retrained."
        : String.format(
                Locale.ROOT,
                "Kendall's τ is %.2f over %d networks: 1 if a higher score always went with a lower"
                    + " log loss, 0 for no relation, −1 for the reverse.",
                tau.getAsDouble(),
                report.trained().size())
            .replace("is -", "is −");
  }

  private String diverged() {
    String causes =
        report.candidates().stream()
            .filter(candidate -> candidate.cause() != null)
            .map(candidate -> "rank %s (%s)".formatted(candidate.rank(), candidate.cause()))
            .collect(Collectors.joining(", "));
    return causes.isEmpty() ? "" : " Diverged in training: " + causes + ".";
  }

  private static Element card(String name, String value, String note) {
    return Element.of("div", "class", "card")
        .add(
            Element.of("p", "class", "name").text(name),
            Element.of("p", "class", "value").text(value),
            Element.of("p", "class", "note").text(note));
  }
}
