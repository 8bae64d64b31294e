package io.nasrec.experiments.trial;

import io.nasrec.experiments.config.Experiment;
import java.nio.file.Path;
import java.util.List;

/**
 * One training of one network.
 *
 * @param network which
 * @param experiment how it is trained
 * @param overrides how that differs from the common settings, {@code key.path=value} each
 * @param number the number of the training, from 1; trainings differ only in their random numbers
 */
public record Trial(
    NamedNetwork network, Experiment experiment, List<String> overrides, int number) {
  public Trial {
    overrides = List.copyOf(overrides);
  }

  /** The name in messages, and the one under which the test split records the evaluation. */
  String name() {
    return String.join(" ", parts("training-"));
  }

  /** The name of the training on all rows that follows this one. */
  String allRowsName() {
    return String.join(" ", parts("all-rows-"));
  }

  /** The directory of the trial's files. */
  Path files(Path root) {
    return files(root, "training-");
  }

  /** That of the training on all rows. */
  Path allRowsFiles(Path root) {
    return files(root, "all-rows-");
  }

  /** A name may contain characters that some file systems do not allow. */
  private Path files(Path root, String last) {
    Path path = root.resolve("networks");
    for (String part : parts(last)) {
      path = path.resolve(part.replaceAll("[\\\\/:*?\"<>|]", "-"));
    }
    return path;
  }

  private List<String> parts(String kind) {
    String last = kind + number;
    return overrides.isEmpty()
        ? List.of(network.name(), last)
        : List.of(network.name(), String.join(" ", overrides), last);
  }
}
