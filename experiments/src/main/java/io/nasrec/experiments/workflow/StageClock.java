package io.nasrec.experiments.workflow;

import com.fasterxml.jackson.core.type.TypeReference;
import io.nasrec.commons.CheckedJson;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the stages and keeps the figures in the run directory; for a stage that was interrupted
 * and resumed, the times of all starts are added.
 */
final class StageClock {
  private static final Logger LOG = LoggerFactory.getLogger(StageClock.class);

  /**
   * One stage.
   *
   * @param name for people
   * @param seconds wall-clock time over all starts
   * @param finished whether it finished in any of them
   * @param detail figures that explain the time
   */
  record Stage(String name, double seconds, boolean finished, Map<String, Object> detail) {
    /** This start's stage with the time of earlier starts added. */
    Stage after(Stage before) {
      return new Stage(name, before.seconds + seconds, finished, detail);
    }
  }

  /** A stage's work. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /** Records what a stage did. */
  @FunctionalInterface
  interface Detail<T> {
    Map<String, Object> figures(T result);
  }

  /** The content of stages.json. */
  private record Kept(List<Stage> stages) {}

  private final RunDirectory directory;
  private final List<Stage> stages = new ArrayList<>();
  private boolean read;

  @Inject
  StageClock(RunDirectory directory) {
    this.directory = directory;
  }

  List<Stage> stages() {
    return List.copyOf(stages);
  }

  /**
   * Runs a stage and records its time, even if it fails or is interrupted.
   *
   * @param leaves files that exist when the stage is finished; a warning names those that an
   *     earlier start wrote and that are now missing
   */
  <T> T measure(RunStage which, List<Path> leaves, Work<T> work, Detail<T> detail)
      throws IOException {
    String name = which.label();
    if (!read) {
      stages.addAll(
          CheckedJson.read(directory.stages(), new TypeReference<Kept>() {})
              .map(Kept::stages)
              .orElse(List.of()));
      read = true;
    }
    boolean finished = stages.stream().anyMatch(s -> s.name().equals(name) && s.finished());
    if (finished) {
      leaves.stream()
          .filter(file -> !Files.exists(file))
          .forEach(file -> LOG.warn("{} is missing: '{}' is repeated", file, name));
    }
    long start = System.nanoTime();
    T result = null;
    try {
      result = work.run();
      return result;
    } finally {
      record(
          new Stage(
              name,
              (System.nanoTime() - start) / 1e9,
              finished || result != null,
              result == null ? Map.of() : new TreeMap<>(detail.figures(result))));
    }
  }

  /** Drops the times of stages that are repeated from their beginning. */
  static void forget(Path file, List<RunStage> repeated) throws IOException {
    List<String> names = repeated.stream().map(RunStage::label).toList();
    Optional<Kept> kept = CheckedJson.read(file, new TypeReference<>() {});
    if (kept.isPresent()) {
      CheckedJson.write(
          file,
          new Kept(
              kept.get().stages().stream()
                  .filter(stage -> !names.contains(stage.name()))
                  .toList()));
    }
  }

  private void record(Stage stage) throws IOException {
    int before = stages.stream().map(Stage::name).toList().indexOf(stage.name());
    if (before < 0) {
      stages.add(stage);
    } else {
      stages.set(before, stage.after(stages.get(before)));
    }
    CheckedJson.write(directory.stages(), new Kept(stages));
  }
}
