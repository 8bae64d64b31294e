package io.nasrec.experiments.workflow;

import io.nasrec.commons.AtomicFile;
import io.nasrec.commons.DirectoryLock;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.supernet.model.ModelDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a run with the data set, the warm supernet and the journal of another, which is left as it
 * is. Data and supernet need no disk space of their own where the file system allows that.
 *
 * @param source a run's directory
 */
public record RunCopy(Path source) {
  private static final Logger LOG = LoggerFactory.getLogger(RunCopy.class);

  private static final List<String> LINKED =
      List.of(
          RunDirectory.SUPERNET,
          RunDirectory.WARM_UP,
          RunDirectory.PROVENANCE,
          RunDirectory.EXPERIMENT);

  /**
   * Makes the new run's directory, complete or not at all.
   *
   * @param root must not exist
   * @param experiment the new run's settings
   * @throws ConfigurationException if it exists, or the source is no run, is in use, or has another
   *     supernet than the settings ask for
   */
  public void to(Path root, Experiment experiment) throws IOException {
    requireRun();
    Experiment before = ExperimentFile.read(source.resolve(RunDirectory.EXPERIMENT), List.of());
    RunDirectory.requireNone(source, new Changes(before, experiment).refused());
    if (Files.exists(root)) {
      throw new ConfigurationException(
          List.of(root + ": exists; a run that starts from another needs a directory of its own"));
    }
    Path parent = root.toAbsolutePath().getParent();
    Files.createDirectories(parent);
    Path staged = Files.createTempDirectory(parent, "." + root.getFileName() + ".");
    DirectoryLock lock = RunDirectory.lock(source);
    try {
      if (Files.isDirectory(source.resolve(RunDirectory.DATA))) {
        link(source.resolve(RunDirectory.DATA), staged.resolve(RunDirectory.DATA));
      }
      for (String name : LINKED) {
        if (Files.exists(source.resolve(name))) {
          ModelDirectory.link(source.resolve(name), staged.resolve(name));
        }
      }
      // A journal is appended to, so it must be a file of its own; the latencies belong to it.
      for (String name : List.of(RunDirectory.JOURNAL, RunDirectory.LATENCY)) {
        if (Files.exists(source.resolve(name))) {
          Files.copy(source.resolve(name), staged.resolve(name));
        }
      }
      AtomicFile.forceEntries(staged);
      Files.move(staged, root, StandardCopyOption.ATOMIC_MOVE);
      LOG.info("{}: starts with the data, the supernet and the journal of {}", root, source);
    } finally {
      lock.close();
    }
  }

  private void requireRun() {
    if (!Files.exists(source.resolve(RunDirectory.EXPERIMENT))) {
      throw new ConfigurationException(List.of(source + ": is not a run's directory"));
    }
  }

  private static void link(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        ModelDirectory.link(file, to.resolve(file.getFileName()));
      }
    }
  }
}
