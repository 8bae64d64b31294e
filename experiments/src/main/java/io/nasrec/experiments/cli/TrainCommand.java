package io.nasrec.experiments.cli;

import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.render.text.Figures;
import io.nasrec.experiments.render.text.TextTable;
import io.nasrec.experiments.results.MetricSpreads;
import io.nasrec.experiments.workflow.NamedNetwork;
import io.nasrec.experiments.workflow.Session;
import io.nasrec.experiments.workflow.StartModel;
import io.nasrec.experiments.workflow.TrainRun;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.model.AllRowsTraining;
import io.nasrec.supernet.trial.Trial;
import io.nasrec.supernet.trial.TrialResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nasrec train}: one network, from scratch or from a model. */
@Command(
    name = "train",
    description =
        "Trains one network, from scratch or from a model, with the settings of the experiment's"
            + " retrain section, and keeps the weights that are best on validation as a model."
            + " Without an experiment file, the built-in quickstart.",
    footerHeading = Nasrec.EXAMPLES,
    footer = {
      "  ./nasrec train shop.yaml --baseline dcn-v2 --seeds 3 --test",
      "  ./nasrec train shop.yaml --architecture runs/shop-20260102-030405 --out retrained",
      "  ./nasrec train shop-week-2.yaml --warm-start runs/shop/model --all-rows --out week-2"
    },
    mixinStandardHelpOptions = true,
    preprocessor = Resumption.class)
final class TrainCommand implements Callable<Integer> {
  @Mixin private TrialOptions options;

  @ArgGroup(multiplicity = "0..1")
  private Network network;

  @Option(
      names = "--warm-start",
      paramLabel = "MODEL",
      description =
          "Start from a model directory, or from a run's winner, instead of initial values: for"
              + " example with next week's data, which must have the same columns. The network is"
              + " the model's. A value that the model knows keeps its embedding row, by its text;"
              + " a new one gets an initial row. The optimizer starts afresh.")
  private Path warmStart;

  @Option(
      names = "--all-rows",
      description =
          "Then train again, from the same start, on all rows: training, validation and test, for"
              + " as many passes as were best on validation. That model, all-rows-N, is for use:"
              + " no rows are left to measure it.")
  private boolean allRows;

  @Option(names = "--test", description = "Evaluate on the test split, once per training.")
  private boolean test;

  @Option(
      names = "--predictions",
      description =
          "Write each training's predictions on validation (with --test, also on test) as CSV.")
  private boolean predictions;

  @Spec private CommandSpec spec;

  /** What to train. */
  static final class Network {
    @Option(
        names = "--architecture",
        required = true,
        paramLabel = ArchitectureArgument.LABEL,
        description = "A network of the search space: " + ArchitectureArgument.DESCRIPTION + ".")
    private String architecture;

    @Option(
        names = "--baseline",
        required = true,
        paramLabel = "NAME",
        description =
            "A baseline from the literature: logistic-regression, fm, deepfm, dlrm, xdeepfm,"
                + " autoint"
                + " or dcn-v2.")
    private String baseline;
  }

  @Override
  public Integer call() throws IOException {
    if (network == null && warmStart == null) {
      throw new ParameterException(
          spec.commandLine(),
          "Missing the network to train: --architecture, --baseline or --warm-start");
    }
    int seeds = options.seeds(spec);
    Experiment experiment = options.experiment(List.of());
    Optional<NamedNetwork> named =
        network == null ? Optional.empty() : Optional.of(named(experiment));
    Optional<StartModel> start =
        warmStart == null ? Optional.empty() : Optional.of(StartModel.of(warmStart));
    NamedNetwork chosen =
        start.isPresent() ? start.get().network(named, experiment) : named.orElseThrow();
    try (Session session = options.open(spec, experiment, start)) {
      Resumption.keep(spec, session);
      session
          .train()
          .run(
              new TrainRun.Task(chosen, start, seeds, test, predictions, allRows),
              trainings -> print(chosen.name(), trainings),
              this::printOnAllRows);
    }
    return 0;
  }

  private NamedNetwork named(Experiment experiment) throws IOException {
    return network.baseline != null
        ? NetworkArguments.baseline(network.baseline)
        : NetworkArguments.architecture(network.architecture, experiment);
  }

  private void printOnAllRows(List<TrainRun.Trained> trainings) {
    PrintWriter out = spec.commandLine().getOut();
    for (TrainRun.Trained training : trainings) {
      Trial trial = training.trial();
      AllRowsTraining rows = trial.allRows().orElseThrow();
      String number = trial.provenance().training();
      out.printf(
          "all rows %-5s %s in %s, as many passes (%s) as training %s at its best; %s%n",
          number,
          Figures.count(rows.rows(), "row"),
          Figures.count(rows.steps(), "step"),
          String.format(Locale.ROOT, "%.2f", rows.passes()),
          number,
          training
              .result()
              .diverged()
              .map(cause -> "diverged: " + cause)
              .orElse("not measured, as no rows are left"));
      printModel(training, out);
    }
    out.flush();
  }

  private void print(String name, List<TrainRun.Trained> trainings) {
    PrintWriter out = spec.commandLine().getOut();
    TrialResult.Costs costs = trainings.get(0).result().costs();
    out.printf(
        "%s: %s parameters and %s in embeddings, %s multiply-accumulates per example%n",
        name,
        Figures.count(costs.parameters()),
        Figures.count(costs.embeddingParameters()),
        Figures.count(costs.macs()));
    TextTable table = new TextTable(column -> column > 1, cells("", "", MetricSpreads.NAMES));
    for (int i = 0; i < trainings.size(); i++) {
      if (trainings.get(i).result().trained()) {
        rows(table, "training " + (i + 1), trainings.subList(i, i + 1));
      }
    }
    if (trainings.size() > 1) {
      rows(table, "mean ± sd", trainings);
    }
    out.print(table);
    for (int i = 0; i < trainings.size(); i++) {
      String number = Integer.toString(i + 1);
      trainings
          .get(i)
          .result()
          .diverged()
          .ifPresent(cause -> out.printf("training %s diverged: %s%n", number, cause));
    }
    trainings.forEach(training -> printModel(training, out));
    out.flush();
  }

  private static void printModel(TrainRun.Trained training, PrintWriter out) {
    if (training.result().trained()) {
      out.printf("model: %s%n", training.trial().directory());
    }
  }

  private static void rows(TextTable table, String name, List<TrainRun.Trained> trainings) {
    row(table, name, "validation", trainings, training -> training.result().validation());
    if (trainings.stream().anyMatch(training -> training.test().isPresent())) {
      row(table, name, "test", trainings, TrainRun.Trained::test);
    }
  }

  private static void row(
      TextTable table,
      String name,
      String split,
      List<TrainRun.Trained> trainings,
      Function<TrainRun.Trained, Optional<Metrics>> metrics) {
    List<Metrics> all = trainings.stream().flatMap(one -> metrics.apply(one).stream()).toList();
    table.add(cells(name, split, MetricSpreads.of(all).all()));
  }

  private static List<String> cells(String name, String split, List<?> figures) {
    return Stream.concat(Stream.of(name, split), figures.stream().map(Object::toString)).toList();
  }
}
