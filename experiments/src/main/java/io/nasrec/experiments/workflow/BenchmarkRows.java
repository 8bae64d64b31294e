package io.nasrec.experiments.workflow;

import io.nasrec.commons.Progress;
import io.nasrec.data.Manifest;
import io.nasrec.data.ManifestFile;
import io.nasrec.experiments.benchmark.BenchmarkFiles;
import io.nasrec.experiments.benchmark.BenchmarkHeader;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.ExperimentReader;
import io.nasrec.experiments.config.schema.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A benchmark's experiment and rows, found again: in the directory where it was built, or from its
 * header alone, as published, and rows that the user names.
 *
 * @param directory of the benchmark
 * @param header of the benchmark
 * @param overrides {@code key.path=value} each, of the user
 */
public record BenchmarkRows(Path directory, BenchmarkHeader header, List<String> overrides) {
  private static final String RANKINGS = "rankings";

  public BenchmarkRows {
    overrides = List.copyOf(overrides);
  }

  /**
   * The experiment.
   *
   * @param more overrides that win over the user's
   * @throws ConfigurationException if an override is wrong, or nobody says where the rows are
   */
  Experiment experiment(List<String> more) throws IOException {
    List<String> all = new ArrayList<>(overrides);
    all.addAll(more);
    Optional<PastRun> built = PastRun.in(directory).filter(PastRun::isStarted);
    if (built.isPresent()) {
      return built.get().experiment(all);
    }
    all.add(0, "engine.workers=" + Runtime.getRuntime().availableProcessors());
    return ExperimentReader.read(
        directory.resolve(BenchmarkFiles.HEADER).toString(), header.experiment().toString(), all);
  }

  /**
   * The prepared data set: the one that the user names, that of the directory, or one that is made
   * there of the user's raw rows.
   *
   * @throws ConfigurationException if it is not the one that the benchmark's networks learned
   */
  public Path data(Progress progress) throws IOException {
    Path own = directory.resolve(RunDirectory.DATA);
    boolean kept =
        Files.exists(own.resolve(Manifest.FILE))
            && overrides.stream().noneMatch(override -> override.startsWith("data."));
    if (kept) {
      return requireSame(own);
    }
    Experiment experiment = experiment(List.of());
    return requireSame(
        experiment.data().prepared().isPresent()
            ? experiment.data().prepared().get()
            : DataStage.prepare(experiment, own, progress).directory());
  }

  private Path requireSame(Path data) {
    String digest = ManifestFile.read(data).digest();
    if (!digest.equals(header.data().digest())) {
      throw new ConfigurationException(
          List.of(
              ("%s: the networks of the benchmark in %s learned another data set (digest %s, not"
                      + " %s); name the same rows, prepared in the same way, with --set data.raw=FILE"
                      + " or --set data.prepared=DIR")
                  .formatted(data, directory, header.data().digest(), digest)));
    }
    return data;
  }

  /**
   * The experiment at a warm-up level.
   *
   * @param sample rows of the warm-up, as the key {@code warmUp.sample} has them
   * @param data the prepared data set
   * @throws ConfigurationException if there is no such level
   */
  public Experiment at(String sample, Path data) throws IOException {
    return experiment(List.of("data.prepared=" + data, "warmUp.sample=" + sample));
  }

  /** The experiment's own warm-up level. */
  public String level() throws IOException {
    return header.experiment().at("/warmUp/sample").asText();
  }

  /** Where a level's supernet and scores lie. */
  public Path directoryOf(Experiment level) {
    return directory.resolve(RANKINGS).resolve("warm-up-" + level.warmUp().sample());
  }
}
