package io.nasrec.experiments.workflow;

import io.nasrec.commons.DamagedFileException;
import io.nasrec.experiments.config.Experiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A run at rest whose files are read by other commands; unlike a {@link RunDirectory}, it is not
 * opened.
 *
 * @param root its directory, which has an experiment.yaml
 */
public record PastRun(Path root) {

  /** The run whose directory this is, if any. */
  public static Optional<PastRun> in(Path directory) {
    return Optional.of(directory).filter(RunDirectory::isRun).map(PastRun::new);
  }

  /** The run whose directory contains a file, at whatever depth, if any. */
  public static Optional<PastRun> around(Path file) {
    return Optional.ofNullable(file.toAbsolutePath().getParent())
        .flatMap(RunDirectory::of)
        .map(PastRun::new);
  }

  /**
   * Whether it has an experiment; a start that was stopped immediately may have left only its lock.
   */
  public boolean isStarted() {
    return Files.exists(experimentFile());
  }

  /** The file with what the run was started with. */
  public Path experimentFile() {
    return root.resolve(RunDirectory.EXPERIMENT);
  }

  /**
   * The experiment that the run was started with.
   *
   * @param overrides {@code key.path=value} each, which replace its values
   * @throws io.nasrec.commons.DamagedFileException if its file is damaged or was edited
   * @throws io.nasrec.experiments.config.schema.ConfigurationException if an override is wrong
   */
  public Experiment experiment(List<String> overrides) throws IOException {
    Path file = experimentFile();
    if (!Files.exists(file)) {
      throw DamagedFileException.missing(file, "although other files of a run lie there");
    }
    return ExperimentFile.read(file, overrides);
  }

  /** Its prepared data set, in its directory or elsewhere. */
  public Path data() throws IOException {
    return experiment(List.of()).data().prepared().orElse(root.resolve(RunDirectory.DATA));
  }

  /** The journal: one line per network that its search has scored. */
  public Path journal() {
    return root.resolve(RunDirectory.JOURNAL);
  }

  /** Whether a path is in the directory of its retrained networks. */
  public boolean isCandidate(Path file) {
    return root.resolve(RunDirectory.CANDIDATES).equals(file.toAbsolutePath().getParent());
  }
}
