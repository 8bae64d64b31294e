package io.nasrec.experiments.cli;

import io.nasrec.data.Manifest;
import io.nasrec.data.SplitName;
import io.nasrec.experiments.workflow.PastRun;
import io.nasrec.experiments.workflow.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Checks the output files named by the user: they must never overwrite input of this or another
 * command.
 */
final class Outputs {
  private Outputs() {}

  /**
   * Checks a file that is about to be written.
   *
   * @param option the option that names it, for the message
   * @param output the file
   * @param inputs files that the command reads, and directories all of whose files it reads
   * @throws ParameterException if the file is one of them, is inside one of them, or belongs to a
   *     run or to a prepared data set, or if there is no directory for it
   */
  static void require(CommandSpec spec, String option, Path output, Collection<Path> inputs)
      throws IOException {
    Path real = real(output);
    if (Files.exists(real) && !Files.isRegularFile(real) && !Files.isDirectory(real)) {
      throw refused(spec, option, output, "is a device or a pipe");
    }
    for (Path input : withRuns(inputs)) {
      if (!Files.exists(input)) {
        continue;
      }
      if (real.equals(input.toRealPath())
          || (Files.exists(real) && Files.isSameFile(real, input))) {
        throw refused(spec, option, output, "is read by this command, and would be replaced");
      }
      if (Files.isDirectory(input) && real.startsWith(input.toRealPath())) {
        throw refused(spec, option, output, "lies in " + input + ", all of whose files are read");
      }
    }
    if (Files.isDirectory(real)) {
      throw refused(spec, option, output, "is a directory");
    }
    if (RunDirectory.owns(real)) {
      throw refused(spec, option, output, "is a run's own file");
    }
    if (Files.isSymbolicLink(output)) {
      throw refused(spec, option, output, "is a link, and would be replaced by a file");
    }
    if (Files.exists(real) && real.toString().matches(".*\\.ya?ml")) {
      throw refused(spec, option, output, "is an experiment file");
    }
    if (Files.exists(real.resolveSibling(Manifest.FILE))
        && Files.exists(real.resolveSibling(SplitName.TRAIN.file()))) {
      throw refused(spec, option, output, "lies in a prepared data set");
    }
    requireDirectory(spec, option, output);
  }

  /**
   * Checks that a file can be made, before hours of work and not after them.
   *
   * @throws ParameterException if there is no directory for it
   */
  static void requireDirectory(CommandSpec spec, String option, Path output) {
    Path directory = output.toAbsolutePath().getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      throw new ParameterException(
          spec.commandLine(),
          "%s %s: no such directory: %s; make it, or name another path"
              .formatted(option, output, directory));
    }
  }

  /** Files, and what the runs in whose directories they lie have read: a user's raw rows. */
  private static Set<Path> withRuns(Collection<Path> files) throws IOException {
    Set<Path> all = new LinkedHashSet<>(files);
    for (Path file : files) {
      Optional<PastRun> run =
          PastRun.in(file).or(() -> PastRun.around(file)).filter(PastRun::isStarted);
      if (run.isPresent()) {
        all.addAll(ExperimentOptions.read(run.get().experiment(List.of())));
      }
    }
    return all;
  }

  private static ParameterException refused(
      CommandSpec spec, String option, Path output, String problem) {
    return new ParameterException(
        spec.commandLine(), option + " " + output + ": " + problem + "; name another file");
  }

  /** The path without links, even if the file does not exist yet. */
  private static Path real(Path file) throws IOException {
    if (Files.exists(file)) {
      return file.toRealPath();
    }
    Path parent = file.toAbsolutePath().getParent();
    return parent != null && Files.exists(parent)
        ? parent.toRealPath().resolve(file.getFileName())
        : file.toAbsolutePath().normalize();
  }
}
