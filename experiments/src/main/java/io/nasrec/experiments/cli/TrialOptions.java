package io.nasrec.experiments.cli;

import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.workflow.RunDirectory;
import io.nasrec.experiments.workflow.Session;
import io.nasrec.experiments.workflow.StartModel;
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
   * Starts or resumes trainings in the directory.
   *
   * @param start the model that they start from; empty for initial values
   */
  Session open(CommandSpec spec, Experiment experiment, Optional<StartModel> start)
      throws IOException {
    Path root = out == null ? RunDirectory.fresh(experiment) : out;
    return Session.openForTraining(root, experiment, start, Resumption.command(spec, root));
  }
}
