package io.nasrec.experiments.config;

import io.nasrec.experiments.config.schema.Given;
import io.nasrec.experiments.config.schema.GivenKeys;
import io.nasrec.experiments.config.schema.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that an experiment names, looked for before anything starts: a message about one that
 * is missing says which key names it, where that key stands, and where it was looked for.
 */
public final class InputFiles {
  private static final String RAW = "data.raw";
  private static final String PROFILE = "data.format.userProfile";

  private final String source;
  private final Map<String, Given> keys;
  private final Path beside;

  private InputFiles(Path file, String yaml, List<String> overrides) {
    source = file.toString();
    beside = file.toAbsolutePath().getParent();
    keys = new GivenKeys(Experiment.SCHEMA, yaml, overrides, new Problems(source)).byPath();
  }

  /**
   * Looks for the raw files, unless a prepared data set is read in their place.
   *
   * @param experiment what was read
   * @param file the file that it was read from
   * @param overrides {@code key.path=value} each, with which it was read
   * @throws io.nasrec.experiments.config.schema.ConfigurationException naming each file that is
   *     missing
   */
  public static void require(Experiment experiment, Path file, List<String> overrides) {
    List<Path> raw = absent(experiment.data().raw().orElse(List.of()));
    List<Path> profile = absent(experiment.data().userProfile().map(List::of).orElse(List.of()));
    boolean unread = experiment.data().prepared().isPresent();
    if (unread || (raw.isEmpty() && profile.isEmpty())) {
      return;
    }
    InputFiles files = new InputFiles(file, ExperimentReader.text(file), overrides);
    Problems problems = new Problems(files.source);
    raw.forEach(path -> files.add(RAW, path, problems));
    profile.forEach(path -> files.add(PROFILE, path, problems));
    problems.throwIfAny();
  }

  private static List<Path> absent(List<Path> paths) {
    List<Path> absent = new ArrayList<>(paths);
    absent.removeIf(Files::exists);
    return absent;
  }

  private void add(String key, Path path, Problems problems) {
    String text = path + " does not exist";
    if (!path.isAbsolute()) {
      text +=
          "; paths are relative to the current directory, so it was looked for at "
              + path.toAbsolutePath();
      text += besideTheFile(path).map(found -> "; did you mean " + found + "?").orElse("");
    }
    problems.add(keys.get(key).line(), keys.get(key).written(), text);
  }

  /** What the path would be, were it relative to the experiment file. */
  private Optional<Path> besideTheFile(Path path) {
    return Optional.of(beside.resolve(path)).filter(Files::exists);
  }
}
