package io.nasrec.experiments.cli;

import io.nasrec.data.Dataset;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.model.ModelCard;
import io.nasrec.experiments.trial.NamedTrials;
import io.nasrec.experiments.trial.StartFile;
import io.nasrec.experiments.workflow.DataStage;
import io.nasrec.experiments.workflow.RunDirectory;
import io.nasrec.experiments.workflow.Session;
import io.nasrec.supernet.engine.Workers;
import io.nasrec.supernet.model.WarmStart;
import io.nasrec.supernet.trial.TrialRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options shared by commands that train from scratch; a picocli mixin. */
final class TrialOptions {
  @Mixin private ExperimentOptions options;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description =
          "Trainings per network; they differ in initial values, order of the rows and dropout,"
              + " not in the split (default: ${DEFAULT-VALUE}).")
  private int seeds = 1;

  @Option(
      names = Resumption.OUT,
      paramLabel = "DIR",
      description =
          "The output directory. An interrupted run is resumed there, and needs no other option."
              + " Default: runs/NAME-TIME.")
  private Path out;

  /** Runs trials in a directory. */
  @FunctionalInterface
  interface Work {
    void with(NamedTrials trials, TrialRunner runner, RunDirectory directory) throws IOException;
  }

  /** Trainings per network. */
  int seeds(CommandSpec spec) {
    if (seeds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--seeds must be at least 1, but was " + seeds);
    }
    return seeds;
  }

  /** The experiment, with further overrides. */
  Experiment experiment(List<String> overrides) throws IOException {
    return options.experiment(overrides, out);
  }

  /**
   * Opens the directory, the data set and the workers for some work, and closes them afterwards.
   */
  void run(CommandSpec spec, Work work) throws IOException {
    run(spec, Optional.empty(), work);
  }

  /**
   * The same with trainings that start from a model.
   *
   * @param start the model; empty for initial values
   */
  void run(CommandSpec spec, Optional<WarmStartArgument> start, Work work) throws IOException {
    Experiment experiment = experiment(List.of());
    Path root = out == null ? RunDirectory.fresh(experiment) : out;
    try (Session session = Session.open(root, experiment, Resumption.command(spec, root))) {
      RunDirectory directory = session.directory();
      StartFile.requireSame(root, start.map(WarmStartArgument::sha256));
      Resumption.keep(spec, root, experiment);
      try (Dataset dataset = DataStage.open(experiment, directory, session.progress());
          Workers workers = new Workers(experiment.engine().workers())) {
        Optional<WarmStart> warm = Optional.empty();
        if (start.isPresent()) {
          warm = Optional.of(start.get().on(dataset, experiment));
          StartFile.write(root, warm.get().start());
        }
        work.with(
            new NamedTrials(root, dataset.manifest(), warm),
            new TrialRunner(dataset, workers, ModelCard::of, session.progress()),
            directory);
      }
    }
  }
}
