package io.nasrec.experiments.cli;

import io.nasrec.experiments.benchmark.BenchmarkFiles;
import io.nasrec.experiments.benchmark.BenchmarkTable;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.render.text.BenchmarkText;
import io.nasrec.experiments.workflow.Divergence;
import io.nasrec.experiments.workflow.NamedNetwork;
import io.nasrec.experiments.workflow.Session;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nasrec benchmark build}: trains every network of a benchmark. */
@Command(
    name = "build",
    description =
        "Trains networks several times each, with the settings of the experiment's retrain section,"
            + " and keeps the numbers alone: learning curves, log loss and AUC on validation and"
            + " test, size, seconds. Without an experiment file, the built-in quickstart.",
    footerHeading = Nasrec.EXAMPLES,
    footer = {
      "  ./nasrec benchmark build shop.yaml --random 128 --trainings 2 --baselines --out shop-benchmark",
      "  ./nasrec benchmark build --out shop-benchmark"
    },
    mixinStandardHelpOptions = true,
    preprocessor = Resumption.class)
final class BenchmarkBuildCommand implements Callable<Integer> {
  /** More trainings have too many halves to compare, and take too long. */
  private static final int MOST_TRAININGS = 10;

  @Mixin private ExperimentOptions options;

  @Option(
      names = "--random",
      paramLabel = "N",
      description =
          "Number of random networks of the experiment's space that keep its constraints. The first ones are the same for any"
              + " N: a benchmark grows when it is built again with more.")
  private int random;

  @Option(
      names = "--architectures",
      paramLabel = "FILE.jsonl",
      description =
          "Networks, one per line in the interchange format, or a search's journal.jsonl.")
  private Path architectures;

  @Option(
      names = "--names",
      paramLabel = "NAME",
      split = ",",
      description = "Networks, separated by commas, each " + ArchitectureArgument.DESCRIPTION + ".")
  private final List<String> names = new ArrayList<>();

  @Option(
      names = "--baselines",
      description =
          "Also train the experiment's hand-crafted networks (baseline.networks). They stand beside"
              + " the others and belong to no ranking.")
  private boolean baselines;

  @Option(
      names = "--trainings",
      paramLabel = "N",
      description =
          "Trainings per network, 1 to "
              + MOST_TRAININGS
              + "; they differ in initial values, order"
              + " of the rows and dropout. With one, nothing is known of the noise (default:"
              + " ${DEFAULT-VALUE}).")
  private int trainings = 2;

  @Option(
      names = Resumption.OUT,
      paramLabel = "DIR",
      required = true,
      description =
          "The benchmark's directory: benchmark.json and benchmark.jsonl, and what building needs."
              + " Alone, it resumes an interrupted build.")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (trainings < 1 || trainings > MOST_TRAININGS) {
      throw new ParameterException(
          spec.commandLine(),
          "--trainings must be 1 to %s, but was %s".formatted(MOST_TRAININGS, trainings));
    }
    Experiment experiment = options.experiment(List.of(), out);
    List<NamedNetwork> given = given(experiment);
    if (given.isEmpty() && random < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "nothing to train: name networks with --random, --architectures, --names or --baselines");
    }
    try (Session session =
        Session.openForTraining(out, experiment, Optional.empty(), Resumption.command(spec, out))) {
      Resumption.keep(spec, session);
      print(session.benchmark().run(random, given, trainings), experiment);
    }
    return 0;
  }

  /** Networks that are not drawn, by their names; those of the space are called by fingerprint. */
  private List<NamedNetwork> given(Experiment experiment) throws IOException {
    List<NamedNetwork> given = new ArrayList<>();
    if (architectures != null) {
      ArchitectureLines.read(architectures)
          .forEach(line -> given.add(NamedNetwork.of(line.architecture())));
    }
    for (String name : names) {
      given.add(
          NamedNetwork.of(ArchitectureArgument.of(name, Optional.of(experiment)).architecture()));
    }
    if (baselines) {
      given.addAll(NamedNetwork.baselines(experiment));
    }
    return given;
  }

  private void print(BenchmarkTable table, Experiment experiment) {
    PrintWriter writer = spec.commandLine().getOut();
    writer.print(BenchmarkText.of(table));
    writer.printf("benchmark: %s%n", out.resolve(BenchmarkFiles.NETWORKS));
    writer.flush();
    if (table.networks().stream()
        .allMatch(network -> network.divergences() == network.trainings().size())) {
      throw Divergence.in(
          "retrain", experiment.retrain().learningRate(), "every training diverged");
    }
  }
}
