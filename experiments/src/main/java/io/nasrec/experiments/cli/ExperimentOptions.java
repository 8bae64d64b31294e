package io.nasrec.experiments.cli;

import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.ExperimentReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command that runs an experiment takes; a picocli mixin. */
public final class ExperimentOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "EXPERIMENT.yaml",
      description = "The experiment file. Without one, the built-in quickstart.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY.PATH=VALUE",
      description = "Replaces one key of the experiment file; may be repeated.")
  private final List<String> overrides = new ArrayList<>();

  /** What the command reads because of an experiment: files, and directories of files. */
  List<Path> inputs(Experiment experiment) {
    List<Path> inputs = new ArrayList<>();
    if (file != null) {
      inputs.add(file);
    }
    experiment.data().raw().ifPresent(inputs::addAll);
    experiment.data().userProfile().ifPresent(inputs::add);
    experiment.data().prepared().ifPresent(inputs::add);
    return inputs;
  }

  /**
   * Reads the experiment.
   *
   * @throws io.nasrec.experiments.config.ConfigurationException if anything in it is wrong
   */
  public Experiment experiment() {
    return experiment(List.of());
  }

  /**
   * Reads the experiment with overrides beside those of the command line.
   *
   * @param more {@code key.path=value} each; they win
   * @throws io.nasrec.experiments.config.ConfigurationException if anything in it is wrong
   */
  Experiment experiment(List<String> more) {
    List<String> all = Stream.concat(overrides.stream(), more.stream()).toList();
    return file == null ? ExperimentReader.quickstart(all) : ExperimentReader.read(file, all);
  }
}
