package io.nasrec.experiments.cli;

import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.config.schema.Label;
import io.nasrec.experiments.render.ScoreFiles;
import io.nasrec.experiments.render.text.CorrelationMatrix;
import io.nasrec.experiments.render.text.SpreadText;
import io.nasrec.experiments.results.NamedArchitecture;
import io.nasrec.experiments.results.ScoreTable;
import io.nasrec.experiments.workflow.RunDirectory;
import io.nasrec.experiments.workflow.ScoreRun;
import io.nasrec.experiments.workflow.Session;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.proxy.ProxyName;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code nasrec score}: any proxies on any architectures, and how similarly they rank. */
@Command(
    name = "score",
    description =
        "Scores architectures on a warm supernet without a search: a CSV file with one line per"
            + " architecture and proxy, and how closely the proxies' rankings agree.",
    footerHeading = Nasrec.EXAMPLES,
    footer = "  ./nasrec score --random 20 --proxies sigeo,zico,naswot --out scores.csv",
    mixinStandardHelpOptions = true,
    preprocessor = Resumption.class)
final class ScoreCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ScoreCommand.class);

  @Mixin private ExperimentOptions options;

  @Option(
      names = Resumption.RUN_DIRECTORY,
      paramLabel = "DIR",
      description =
          "Where data and warm supernet are found or made: a directory of its own or a run's, whose"
              + " search keys may differ. Default: runs/NAME-score-DIGEST, the same for equal"
              + " data and warm-up. Alone, it resumes the last scoring there.")
  private Path runDirectory;

  @Option(
      names = "--architectures",
      paramLabel = "FILE.jsonl",
      description =
          "One architecture per line in the interchange format, or a search's journal.jsonl.")
  private Path architectures;

  @Option(
      names = "--names",
      paramLabel = "NAME",
      split = ",",
      description =
          "Architectures, separated by commas, each " + ArchitectureArgument.DESCRIPTION + ".")
  private final List<String> names = new ArrayList<>();

  @Option(
      names = "--random",
      paramLabel = "N",
      description = "Number of random subnets of the experiment's space.")
  private int random;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Seed of the random subnets. Default: the experiment's.")
  private Long seed;

  @Option(
      names = "--proxies",
      paramLabel = "NAME",
      split = ",",
      converter = ByLabel.class,
      defaultValue = "sigeo",
      description = "The proxies, higher is better in all: ${COMPLETION-CANDIDATES}.",
      completionCandidates = Names.class)
  private List<ProxyName> proxies;

  @Option(
      names = "--scopes",
      paramLabel = "SCOPE",
      split = ",",
      description =
          "Parameters that gradient proxies use: dense, linear, all or head. With several, each"
              + " proxy is computed for each. Default: search.proxy.scope, or else dense.")
  private List<Scope> scopes = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE.csv",
      required = true,
      description =
          "Where the scores go; the rank correlations go to FILE-correlations.csv, and the networks"
              + " to FILE-architectures.jsonl, of which --architectures takes all, and 'train"
              + " --architecture FILE-architectures.jsonl:FINGERPRINT' one.")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Outputs.requireDirectory(spec, "--out", out);
    Experiment experiment = options.experiment(List.of(), runDirectory);
    List<NamedArchitecture> given = given(experiment);
    if (given.isEmpty() && random < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "nothing to score: name architectures with --architectures, --names or --random");
    }
    Path root = runDirectory == null ? RunDirectory.forScoring(experiment) : runDirectory;
    try (Session session =
        Session.openForScoring(root, experiment, Resumption.command(spec, root))) {
      // The directory belongs to a run by now, whose files must not be replaced.
      requireOutputs(experiment);
      Resumption.keep(spec, session);
      ScoreRun run = session.score();
      List<NamedArchitecture> all = new ArrayList<>(given);
      all.addAll(run.random(random, seed == null ? experiment.seed() : seed));
      ScoreTable table = run.run(all, proxies.stream().distinct().toList(), scopes);
      ArchitectureLines.write(networks(), all, experiment.space().layerNorm());
      ScoreFiles files = new ScoreFiles(out);
      files.write(table);
      print(table, files.correlations(), networks());
      if (table.failure().isPresent()) {
        throw new ConfigurationException(
            List.of(
                "no network could be scored; the first cause: "
                    + table.failure().get()
                    + "; another warmUp or search.batchSize may help"));
      }
    }
    return 0;
  }

  /** Where the scored networks go. */
  private Path networks() {
    return new ScoreFiles(out).beside("-architectures.jsonl");
  }

  private void requireOutputs(Experiment experiment) throws IOException {
    List<Path> inputs = new ArrayList<>(options.inputs(experiment));
    if (architectures != null) {
      inputs.add(architectures);
    }
    names.stream().flatMap(ArchitectureArgument::file).forEach(inputs::add);
    for (Path file : new ScoreFiles(out).all()) {
      Outputs.require(spec, "--out", file, inputs);
    }
    Outputs.require(spec, "--out", networks(), inputs);
  }

  private List<NamedArchitecture> given(Experiment experiment) throws IOException {
    List<NamedArchitecture> given = new ArrayList<>();
    if (architectures != null) {
      ArchitectureLines.read(architectures).stream()
          .map(line -> NamedArchitecture.of(line.architecture()))
          .forEach(given::add);
    }
    for (String name : names) {
      given.add(ArchitectureArgument.of(name, Optional.of(experiment)).named());
    }
    return given;
  }

  private void print(ScoreTable table, Path correlations, Path networks) {
    PrintWriter writer = spec.commandLine().getOut();
    writer.print(SpreadText.of(table));
    if (table.proxies().size() > 1) {
      writer.println();
      writer.println("rank correlations: Kendall's tau below the diagonal, Spearman's rho above");
      writer.print(CorrelationMatrix.of(table));
    }
    writer.flush();
    LOG.info("scores: {}; correlations: {}; networks: {}", out, correlations, networks);
  }

  /** A proxy by the name that experiment files use. */
  static final class ByLabel implements ITypeConverter<ProxyName> {
    @Override
    public ProxyName convert(String text) {
      return Arrays.stream(ProxyName.values())
          .filter(name -> Label.of(name).equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "unknown proxy '"
                          + text
                          + "'; known proxies: "
                          + new Names().stream().collect(Collectors.joining(", "))));
    }
  }

  /** The names of all proxies, for the help text and the shell. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Names() {
      super(Arrays.stream(ProxyName.values()).map(Label::of).toList());
    }
  }
}
