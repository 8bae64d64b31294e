package io.nasrec.experiments.run;

import io.nasrec.data.AtomicFile;
import io.nasrec.experiments.config.ConfigurationException;
import io.nasrec.experiments.config.Difference;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.ExperimentReader;
import io.nasrec.experiments.config.ExperimentWriter;
import io.nasrec.experiments.report.ReportFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Where a run leaves its files; each stage reads only those of the one before it.
 *
 * @param root the directory
 */
public record RunDirectory(Path root) {
  /** Keys that do not change a run's results: a run may go on with another value. */
  private static final Set<String> FREE_KEYS = Set.of("search.workers", "name");

  /**
   * Makes the directory, or finds the run that is to go on in it.
   *
   * @throws ConfigurationException if the directory holds a run of another experiment, or something
   *     else
   */
  public static RunDirectory open(Path root, Experiment experiment) throws IOException {
    RunDirectory directory = new RunDirectory(root);
    if (Files.exists(directory.experiment())) {
      Experiment before = ExperimentReader.read(directory.experiment(), List.of());
      List<String> problems =
          Difference.between(before, experiment).stream()
              .filter(difference -> !FREE_KEYS.contains(difference.key()))
              .map(difference -> root + ": the run there was started with " + difference)
              .toList();
      if (!problems.isEmpty()) {
        throw new ConfigurationException(problems);
      }
    } else if (Files.exists(root) && !isEmpty(root)) {
      throw new ConfigurationException(
          List.of(root + ": is not empty and holds no run; name another directory"));
    }
    Files.createDirectories(directory.candidates());
    AtomicFile.write(directory.experiment(), ExperimentWriter.yaml(experiment));
    return directory;
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  /** The effective experiment. */
  public Path experiment() {
    return root.resolve("experiment.yaml");
  }

  /** Where everything comes from. */
  public Path provenance() {
    return root.resolve("provenance.json");
  }

  /** The log of all starts. */
  public Path log() {
    return root.resolve("run.log");
  }

  /** The prepared data set, unless the experiment names another. */
  public Path data() {
    return root.resolve("data");
  }

  /** The supernet after warm-up. */
  public Path supernet() {
    return root.resolve("supernet.safetensors");
  }

  /** What each step of the warm-up did. */
  public Path warmUp() {
    return root.resolve("warm-up.json");
  }

  /** One line per candidate. */
  public Path journal() {
    return root.resolve("journal.jsonl");
  }

  /** Results and weights of the retrained networks. */
  public Path candidates() {
    return root.resolve("candidates");
  }

  /** The logistic regression and the base rate. */
  public Path baselines() {
    return root.resolve("baselines.json");
  }

  /** The winner's one evaluation on the test split. */
  public Path winner() {
    return root.resolve("winner.json");
  }

  /** The winner in the interchange format. */
  public Path bestArchitecture() {
    return root.resolve("best-architecture.json");
  }

  /** The winner's weights. */
  public Path bestNetwork() {
    return root.resolve("best-network.safetensors");
  }

  /** Seconds per stage. */
  public Path stages() {
    return root.resolve("stages.json");
  }

  /** The report for people. */
  public Path reportHtml() {
    return root.resolve(ReportFiles.HTML);
  }
}
