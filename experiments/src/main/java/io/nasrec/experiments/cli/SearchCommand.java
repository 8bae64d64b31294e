package io.nasrec.experiments.cli;

import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.render.text.Figures;
import io.nasrec.experiments.render.text.Headline;
import io.nasrec.experiments.render.text.TextTable;
import io.nasrec.experiments.results.RunReport;
import io.nasrec.experiments.workflow.RunCopy;
import io.nasrec.experiments.workflow.RunDirectory;
import io.nasrec.experiments.workflow.Session;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nasrec search}: the main job, from raw rows to the report. */
@Command(
    name = "search",
    description =
        "Prepares the data, warms up the supernet, searches, retrains the best networks and"
            + " reports the winner. Without an experiment file, the built-in quickstart.",
    footerHeading = Nasrec.EXAMPLES,
    footer = {
      "  ./nasrec search experiments/configs/criteo-sample.yaml --set data.raw=train_100k.txt --set seed=7",
      "  ./nasrec search --run-dir runs/criteo-sample-20260102-030405   # resumes it",
      "  ./nasrec search --from runs/criteo-sample-20260102-030405 --set search.topK=30"
    },
    mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(SearchCommand.class);

  @Mixin private ExperimentOptions options;

  @Option(
      names = Resumption.RUN_DIRECTORY,
      paramLabel = "DIR",
      description =
          "The run directory; an interrupted run is resumed there, and a finished one continued"
              + " with changed settings of the search and what follows. Default: runs/NAME-TIME.")
  private Path runDirectory;

  @Option(
      names = "--from",
      paramLabel = "RUN",
      description =
          "Start a new run with the data, the supernet and the journal of another. Without an"
              + " experiment file, its settings; those of the search and what follows may differ.")
  private Path from;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Experiment experiment = options.experiment(List.of(), from == null ? runDirectory : from);
    Path root = runDirectory == null ? RunDirectory.fresh(experiment) : runDirectory;
    if (from != null) {
      new RunCopy(from).to(root, experiment);
    }
    boolean absent = !Files.exists(root);
    if (absent && runDirectory != null && options.isBare()) {
      throw new ParameterException(
          spec.commandLine(),
          root + ": there is no run to resume; to start one there, name an experiment file");
    }
    try (Session session =
        Session.openForSearch(root, experiment, Resumption.command(spec, root))) {
      if (absent && runDirectory != null && !options.hasFile()) {
        LOG.info("{} does not exist: starting the built-in quickstart there", root);
      }
      if (Files.exists(session.directory().reportHtml())) {
        LOG.info("{}: this run is already finished; its results follow", root);
      }
      print(session.search().run(), session.directory());
    }
    return 0;
  }

  private void print(RunReport report, RunDirectory directory) {
    PrintWriter out = spec.commandLine().getOut();
    RunReport.Baselines baselines = report.baselines();
    TextTable table =
        new TextTable(
            column -> column > 0,
            List.of("on the test split", "log loss", "AUC", "norm. entropy", "calibration"));
    table.add(row("base rate", baselines.baseRate().test()));
    for (RunReport.Network network : baselines.networks()) {
      table.add(row(network.name(), network.test()));
    }
    if (baselines.rival() != null) {
      RunReport.Ensemble theirs = baselines.rival().ensemble();
      table.add(row(Headline.rival(theirs), theirs.test()));
    }
    table.add(row("best network " + report.best().fingerprint(), report.best().test()));
    RunReport.Ensemble ensemble = report.ensemble();
    if (ensemble != null) {
      table.add(row(Headline.name(ensemble), ensemble.test()));
    }
    RunReport.BestPossible possible = baselines.bestPossible();
    if (possible != null) {
      table.add(List.of("best possible", Figures.quality(possible.test()), "", "", ""));
    }
    out.print(table);
    if (possible != null) {
      out.print("gap closed by the network: " + Headline.gap(report, report.best().test()));
      out.println(
          ensemble == null ? "" : ", by the ensemble: " + Headline.gap(report, ensemble.test()));
    }
    Headline headline = Headline.of(report);
    out.println(headline.sentence());
    if (!headline.interval().isEmpty()) {
      out.printf("network minus baseline: %s; %s%n", headline.interval(), headline.cost());
    }
    if (!Headline.settings(report).isEmpty()) {
      out.printf("the network was trained with %s%n", Headline.settings(report));
    }
    if (!Headline.gain(report).isEmpty()) {
      out.printf("ensemble minus network: %s%n", Headline.gain(report));
    }
    if (!Headline.againstRival(report).isEmpty()) {
      out.printf(
          "ensemble minus that of hand-crafted networks: %s%n", Headline.againstRival(report));
    }
    if (!Headline.effort(report).isEmpty()) {
      out.println(Headline.effort(report));
    }
    out.printf("report: %s%n", directory.reportHtml());
    out.flush();
  }

  private static List<String> row(String name, RunReport.Quality quality) {
    return quality == null
        ? List.of(name, "diverged", "", "", "")
        : List.of(
            name,
            Figures.quality(quality.logLoss()),
            Figures.quality(quality.auc()),
            Figures.quality(quality.normalizedEntropy()),
            Figures.quality(quality.calibration()));
  }
}
