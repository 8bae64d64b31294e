package io.nasrec.experiments.cli;

import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.ExperimentReader;
import io.nasrec.experiments.config.InputFiles;
import io.nasrec.experiments.workflow.PastRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of every command that runs an experiment; a picocli mixin. */
public final class ExperimentOptions {
  static final String SET = "--set";

  @Parameters(
      arity = "0..1",
      paramLabel = "EXPERIMENT.yaml",
      description =
          "The experiment file. Default: that of the run directory that is resumed, or else the"
              + " built-in quickstart.")
  private Path file;

  @Option(
      names = SET,
      paramLabel = "KEY.PATH=VALUE",
      description = "Replaces one key of the experiment file; may be repeated.")
  private final List<String> overrides = new ArrayList<>();

  /** The files, and directories of files, that the command reads for an experiment. */
  List<Path> inputs(Experiment experiment) {
    List<Path> inputs = new ArrayList<>(read(experiment));
    if (file != null) {
      inputs.add(file);
    }
    return inputs;
  }

  /** Whether the command line says nothing of the experiment. */
  boolean isBare() {
    return file == null && overrides.isEmpty();
  }

  /** What the data of an experiment is read from. */
  static List<Path> read(Experiment experiment) {
    List<Path> inputs = new ArrayList<>();
    experiment.data().raw().ifPresent(inputs::addAll);
    experiment.data().userProfile().ifPresent(inputs::add);
    experiment.data().prepared().ifPresent(inputs::add);
    return inputs;
  }

  /** Whether the user names an experiment file. */
  boolean hasFile() {
    return file != null;
  }

  /**
   * Reads the experiment.
   *
   * @throws io.nasrec.experiments.config.schema.ConfigurationException if anything in it is wrong
   */
  public Experiment experiment() throws IOException {
    return file == null
        ? ExperimentReader.quickstart(overrides)
        : ExperimentReader.read(file, overrides);
  }

  /**
   * Reads the experiment with overrides in addition to those of the command line, and checks that
   * the raw files it names exist.
   *
   * @param more {@code key.path=value} each; they win
   * @param run the run directory; without an experiment file, an existing run is resumed with its
   *     own. Null if the user names none
   * @throws io.nasrec.experiments.config.schema.ConfigurationException if anything in it is wrong
   */
  Experiment experiment(List<String> more, Path run) throws IOException {
    List<String> all = Stream.concat(overrides.stream(), more.stream()).toList();
    if (file == null && run != null) {
      Optional<PastRun> past = PastRun.in(run).filter(PastRun::isStarted);
      if (past.isPresent()) {
        Experiment experiment = past.get().experiment(all);
        InputFiles.require(experiment, past.get().experimentFile(), all);
        return experiment;
      }
    }
    if (file == null) {
      return ExperimentReader.quickstart(all);
    }
    Experiment experiment = ExperimentReader.read(file, all);
    InputFiles.require(experiment, file, all);
    return experiment;
  }
}
