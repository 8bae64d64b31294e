package io.nasrec.experiments.cli;

import io.nasrec.experiments.benchmark.BenchmarkFiles;
import io.nasrec.experiments.benchmark.BenchmarkNetwork;
import io.nasrec.experiments.benchmark.BenchmarkTable;
import io.nasrec.experiments.benchmark.CheckpointRankings;
import io.nasrec.experiments.benchmark.RankSums;
import io.nasrec.experiments.benchmark.RankTable;
import io.nasrec.experiments.benchmark.Ranking;
import io.nasrec.experiments.benchmark.RankingsFile;
import io.nasrec.experiments.benchmark.Truth;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.config.schema.Label;
import io.nasrec.experiments.render.RankFiles;
import io.nasrec.experiments.terminal.ConsoleProgress;
import io.nasrec.experiments.workflow.BenchmarkRows;
import io.nasrec.experiments.workflow.Session;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.proxy.ProxyName;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nasrec benchmark rank}: rankings measured against a benchmark. */
@Command(
    name = "rank",
    description =
        "Measures how well rankings of a benchmark's networks agree with how good they are: proxies"
            + " at several levels of warm-up, sums of them, what training showed on its way, size,"
            + " and random orders. Without --proxies it needs no data but the benchmark.",
    footerHeading = Nasrec.EXAMPLES,
    footer = {
      "  ./nasrec benchmark rank shop-benchmark",
      "  ./nasrec benchmark rank shop-benchmark --proxies sigeo,naswot,zen --sums sigeo+naswot"
          + " --warm-up 0,10%%,100%%",
      "  ./nasrec benchmark rank published --proxies zico --set data.raw=train.txt"
    },
    mixinStandardHelpOptions = true)
final class BenchmarkRankCommand implements Callable<Integer> {
  private static final int LEAST = 3;

  @Parameters(
      paramLabel = "DIR",
      description = "The benchmark's directory: benchmark.json and benchmark.jsonl.")
  private Path directory;

  @Option(
      names = "--proxies",
      paramLabel = "NAME",
      split = ",",
      converter = ScoreCommand.ByLabel.class,
      description = "The proxies, higher is better in all: ${COMPLETION-CANDIDATES}.",
      completionCandidates = ScoreCommand.Names.class)
  private final List<ProxyName> proxies = new ArrayList<>();

  @Option(
      names = "--scopes",
      paramLabel = "SCOPE",
      split = ",",
      description =
          "Parameters that gradient proxies use: dense, linear, all or head. With several, each"
              + " proxy is computed for each. Default: search.proxy.scope, or else dense.")
  private final List<Scope> scopes = new ArrayList<>();

  @Option(
      names = "--warm-up",
      paramLabel = "SAMPLE",
      split = ",",
      description =
          "Levels of warm-up, shares or numbers of the training rows; one supernet each, which stays"
              + " in DIR/rankings. Default: the experiment's warmUp.sample.")
  private final List<String> levels = new ArrayList<>();

  @Option(
      names = "--sums",
      paramLabel = "NAME+NAME",
      split = ",",
      description =
          "Sums of ranks of several of the proxies, by their names in the table (with several"
              + " scopes: zico/linear+naswot).")
  private final List<String> sums = new ArrayList<>();

  @Option(
      names = "--truth",
      paramLabel = "SPLIT",
      description =
          "The split whose log loss is the truth: validation or test (default: validation).")
  private Truth truth = Truth.VALIDATION;

  @Option(
      names = ExperimentOptions.SET,
      paramLabel = "KEY.PATH=VALUE",
      description =
          "Replaces one key of the benchmark's experiment; may be repeated. Where the rows are:"
              + " data.raw=FILE or data.prepared=DIR, unless the benchmark was built in DIR.")
  private final List<String> overrides = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    BenchmarkTable table = new BenchmarkFiles(directory).read();
    requireNetworks(table);
    RankSums added = sums();
    List<Ranking> rankings = new ArrayList<>(CheckpointRankings.ofSize(table));
    rankings.addAll(CheckpointRankings.ofTraining(table));
    if (!proxies.isEmpty()) {
      rankings.addAll(proxies(table, added));
    }
    new RankingsFile(directory).add(table, rankings);
    RankTable ranked = RankTable.of(table, truth, rankings);
    RankFiles files = new RankFiles(ranked);
    files.write(directory);
    PrintWriter out = spec.commandLine().getOut();
    out.print(files.text());
    out.printf("rankings: %s%n", directory.resolve(files.html()));
    out.flush();
    return 0;
  }

  private void requireNetworks(BenchmarkTable table) {
    if (table.trained().size() < LEAST) {
      throw new ConfigurationException(
          List.of(
              "%s: rankings need %s networks whose training did not diverge, but there are %s"
                  .formatted(directory, LEAST, table.trained().size())));
    }
  }

  private RankSums sums() {
    if (!proxies.isEmpty()) {
      RankSums added = RankSums.parse(sums);
      requireSummed(added);
      return added;
    }
    for (String option : List.of("--sums", "--warm-up", "--scopes")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new ParameterException(
            spec.commandLine(), option + " is about proxies; name some with --proxies");
      }
    }
    return RankSums.parse(List.of());
  }

  /** Each level has a directory of its own, where an interrupted start is resumed. */
  private List<Ranking> proxies(BenchmarkTable table, RankSums added) throws IOException {
    BenchmarkRows rows = new BenchmarkRows(directory, table.header(), overrides);
    String typed = ShellLine.typed(spec);
    Session.Command command = new Session.Command(typed, typed, spec.commandLine().getErr());
    List<Experiment> experiments = new ArrayList<>();
    Path data = rows.data(new ConsoleProgress());
    // All at once, so that a mistake in the last one does not surface after hours.
    for (String level : levels.isEmpty() ? List.of(rows.level()) : levels) {
      experiments.add(rows.at(level, data));
    }
    List<BenchmarkNetwork> networks = table.trained();
    List<Ranking> rankings = new ArrayList<>();
    for (Experiment experiment : experiments) {
      try (Session session =
          Session.openForScoring(rows.directoryOf(experiment), experiment, command)) {
        List<Ranking> scored =
            session.rank().run(networks, proxies.stream().distinct().toList(), scopes);
        rankings.addAll(scored);
        rankings.addAll(added.of(scored));
      }
    }
    return rankings;
  }

  /** What is summed must be scored; with several scopes, a name has one behind it. */
  private void requireSummed(RankSums added) {
    List<String> known = proxies.stream().map(Label::of).toList();
    for (String name : added.parts().stream().flatMap(List::stream).toList()) {
      if (!known.contains(name.replaceFirst("/.*", ""))) {
        throw new ParameterException(
            spec.commandLine(),
            "--sums: '%s' is not among the proxies: %s".formatted(name, String.join(", ", known)));
      }
    }
  }
}
