package io.nasrec.experiments.run;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures the stages and keeps the figures in the run directory; a stage that is interrupted and
 * goes on in another start counts with the sum of its times.
 */
final class StageClock {

  /**
   * One stage.
   *
   * @param name for people
   * @param seconds wall-clock time over all starts
   * @param detail figures that explain the time
   */
  record Stage(String name, double seconds, Map<String, Object> detail) {}

  /** A stage's work. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /** Says what a stage did. */
  @FunctionalInterface
  interface Detail<T> {
    Map<String, Object> of(T result);
  }

  private final RunDirectory directory;
  private final List<Stage> stages;

  @Inject
  StageClock(RunDirectory directory) throws IOException {
    this.directory = directory;
    this.stages =
        new ArrayList<>(
            RunFiles.read(directory.stages(), new TypeReference<List<Stage>>() {})
                .orElse(List.of()));
  }

  List<Stage> stages() {
    return List.copyOf(stages);
  }

  /** Runs a stage and writes its time down, also when it fails or is interrupted. */
  <T> T measure(String name, Work<T> work, Detail<T> detail) throws IOException {
    long start = System.nanoTime();
    T result = null;
    try {
      result = work.run();
      return result;
    } finally {
      record(
          name, (System.nanoTime() - start) / 1e9, result == null ? Map.of() : detail.of(result));
    }
  }

  private void record(String name, double seconds, Map<String, Object> detail) throws IOException {
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i).name().equals(name)) {
        stages.set(i, new Stage(name, stages.get(i).seconds() + seconds, detail));
        RunFiles.write(directory.stages(), stages);
        return;
      }
    }
    stages.add(new Stage(name, seconds, detail));
    RunFiles.write(directory.stages(), stages);
  }
}
