package io.nasrec.experiments.cli;

import io.nasrec.data.SplitName;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.render.text.Figures;
import io.nasrec.experiments.results.MetricSpreads;
import io.nasrec.experiments.trial.NamedNetwork;
import io.nasrec.experiments.trial.PredictionFile;
import io.nasrec.experiments.workflow.Divergence;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.evaluation.Predictions;
import io.nasrec.supernet.model.AllRowsTraining;
import io.nasrec.supernet.trial.Trial;
import io.nasrec.supernet.trial.TrialResult;
import io.nasrec.supernet.trial.TrialRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
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
    Optional<NamedNetwork> named = network == null ? Optional.empty() : Optional.of(named());
    Experiment experiment = options.experiment(List.of());
    Optional<WarmStartArgument> start =
        warmStart == null ? Optional.empty() : Optional.of(WarmStartArgument.of(warmStart));
    NamedNetwork chosen =
        start.isPresent() ? start.get().network(named, experiment) : named.orElseThrow();
    options.run(
        spec,
        start,
        (trials, runner, directory) -> {
          List<Trial> trainings =
              IntStream.rangeClosed(1, seeds)
                  .mapToObj(number -> trials.training(chosen, experiment, List.of(), number))
                  .toList();
          List<TrialResult> results = runner.run("train", trainings);
          print(chosen.name(), trainings, results, runner);
          requireOne(results, experiment);
          if (allRows) {
            List<Trial> onAllRows = new ArrayList<>();
            for (int i = 0; i < seeds; i++) {
              int number = i + 1;
              results
                  .get(i)
                  .best()
                  .map(best -> trials.onAllRows(chosen, experiment, number, best))
                  .ifPresent(onAllRows::add);
            }
            List<TrialResult> learned = runner.run("all rows", onAllRows);
            printOnAllRows(onAllRows, learned);
            requireOne(learned, experiment);
          }
        });
    return 0;
  }

  private NamedNetwork named() throws IOException {
    return network.baseline != null
        ? NetworkArguments.baseline(network.baseline)
        : NetworkArguments.architecture(network.architecture);
  }

  private static void requireOne(List<TrialResult> results, Experiment experiment) {
    if (results.stream().noneMatch(TrialResult::trained)) {
      throw Divergence.in(
          "retrain",
          experiment.retrain().learningRate(),
          results.size() == 1 ? "the training diverged" : "every training diverged");
    }
  }

  private void printOnAllRows(List<Trial> trials, List<TrialResult> results) {
    PrintWriter out = spec.commandLine().getOut();
    for (int i = 0; i < trials.size(); i++) {
      Trial trial = trials.get(i);
      AllRowsTraining rows = trial.allRows().orElseThrow();
      String number = trial.provenance().get("training");
      out.printf(
          "all rows %-5s %s in %s, as many passes (%s) as training %s at its best; %s%n",
          number,
          Figures.count(rows.rows(), "row"),
          Figures.count(rows.steps(), "step"),
          String.format(Locale.ROOT, "%.2f", rows.passes()),
          number,
          results
              .get(i)
              .diverged()
              .map(cause -> "diverged: " + cause)
              .orElse("not measured, as no rows are left"));
      if (results.get(i).trained()) {
        out.printf("model: %s%n", trial.directory());
      }
    }
    out.flush();
  }

  private void print(
      String network, List<Trial> trainings, List<TrialResult> results, TrialRunner runner)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    TrialResult.Costs costs = results.get(0).costs();
    out.printf(
        "%s: %s parameters and %s in embeddings, %s multiply-accumulates per example%n",
        network,
        Figures.count(costs.parameters()),
        Figures.count(costs.embeddingParameters()),
        Figures.count(costs.macs()));
    line(out, "", "", MetricSpreads.NAMES);
    List<Metrics> validation = new ArrayList<>();
    List<Metrics> tested = new ArrayList<>();
    for (int i = 0; i < trainings.size(); i++) {
      TrialResult result = results.get(i);
      if (!result.trained()) {
        out.printf("training %-5s diverged: %s%n", i + 1, result.diverged().orElseThrow());
        continue;
      }
      validation.add(result.validation().orElseThrow());
      tested.addAll(evaluated(trainings.get(i), runner));
      row(
          out,
          "training " + (i + 1),
          validation.subList(validation.size() - 1, validation.size()),
          tested.subList(Math.max(0, tested.size() - 1), tested.size()));
    }
    if (trainings.size() > 1) {
      row(out, "mean ± sd", validation, tested);
    }
    for (int i = 0; i < trainings.size(); i++) {
      if (results.get(i).trained()) {
        out.printf("model: %s%n", trainings.get(i).directory());
      }
    }
    out.flush();
  }

  /** The metrics on test, if they are wanted; writes predictions, if they are. */
  private List<Metrics> evaluated(Trial training, TrialRunner runner) throws IOException {
    List<Predictions> tested = test ? runner.tested(List.of(training)) : List.of();
    if (predictions) {
      write(training, SplitName.VALIDATION, runner.validated(training));
      for (Predictions said : tested) {
        write(training, SplitName.TEST, said);
      }
    }
    return tested.stream().map(Predictions::metrics).toList();
  }

  private static void write(Trial training, SplitName split, Predictions said) throws IOException {
    PredictionFile.write(training.directory().resolve(split.label() + ".csv"), said);
  }

  private static void row(
      PrintWriter out, String name, List<Metrics> validation, List<Metrics> tested) {
    row(out, name, "validation", MetricSpreads.of(validation));
    if (!tested.isEmpty()) {
      row(out, name, "test", MetricSpreads.of(tested));
    }
  }

  private static void row(PrintWriter out, String name, String split, MetricSpreads spreads) {
    line(out, name, split, spreads.all());
  }

  private static void line(PrintWriter out, String name, String split, List<?> cells) {
    out.printf(
        "%-14s %-10s %16s %16s %16s %16s%n",
        name, split, cells.get(0), cells.get(1), cells.get(2), cells.get(3));
  }
}
