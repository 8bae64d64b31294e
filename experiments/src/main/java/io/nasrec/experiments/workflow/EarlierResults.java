package io.nasrec.experiments.workflow;

import io.nasrec.experiments.config.Difference;
import io.nasrec.experiments.render.ReportFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Results of a search that do not count any more, because its settings were changed. They move to
 * {@code earlier-N} in the run directory, with the report and a copy of the settings that they
 * belong to.
 *
 * @param run the search's directory
 * @param changes of its settings, which are not yet in the directory: if this is interrupted, it is
 *     made up for by the next start
 */
record EarlierResults(RunDirectory run, Changes changes) {
  /**
   * Moves and copies.
   *
   * @return what was changed and what follows, a line each
   */
  List<String> setAside() throws IOException {
    Path earlier = directory();
    Files.createDirectories(earlier);
    for (Path file : List.of(run.experiment(), run.stages())) {
      if (Files.exists(file)) {
        Files.copy(file, earlier.resolve(file.getFileName()));
      }
    }
    List<Path> moved = new ArrayList<>(changes.obsoletePaths(run));
    // The model stays until there is another: it may be in use.
    moved.addAll(
        List.of(
            run.winner(),
            run.bestArchitecture(),
            run.root().resolve(ReportFiles.JSON),
            run.reportHtml()));
    for (Path path : moved) {
      if (Files.exists(path)) {
        Path target = earlier.resolve(run.root().relativize(path));
        Files.createDirectories(target.getParent());
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    List<RunStage> repeated = changes.repeatedStages();
    StageClock.forget(
        run.stages(), Stream.concat(repeated.stream(), Stream.of(RunStage.TEST)).toList());
    String follows =
        "%s; all other results are kept, and those that no longer hold are in %s"
            .formatted(
                repeated.isEmpty()
                    ? "no stage is repeated"
                    : "repeated: "
                        + repeated.stream().map(RunStage::label).collect(Collectors.joining(", ")),
                earlier);
    return Stream.concat(
            changes.differences().stream().map(Difference::toString), Stream.of(follows))
        .toList();
  }

  /** The first that does not exist. */
  private Path directory() {
    return IntStream.iterate(1, n -> n + 1)
        .mapToObj(n -> run.root().resolve("earlier-" + n))
        .filter(path -> !Files.exists(path))
        .findFirst()
        .orElseThrow();
  }
}
