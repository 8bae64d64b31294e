package io.nasrec.experiments.trial;

import io.nasrec.experiments.config.Experiment;
import java.nio.file.Path;
import java.util.List;

/**
 * One training of one network.
 *
 * @param network which
 * @param experiment how it is trained
 * @param overrides how that differs from what all are trained by, {@code key.path=value} each
 * @param number which of several trainings that differ in chance alone, from 1
 */
public record Trial(
    NamedNetwork network, Experiment experiment, List<String> overrides, int number) {
  public Trial {
    overrides = List.copyOf(overrides);
  }

  /** Name in messages, and where the test split remembers who has seen it. */
  String name() {
    return String.join(" ", parts());
  }

  /** The trial's files begin with this; a name may hold what some file systems do not. */
  Path files(Path root) {
    Path path = root.resolve("networks");
    for (String part : parts()) {
      path = path.resolve(part.replaceAll("[\\\\/:*?\"<>|]", "-"));
    }
    return path;
  }

  private List<String> parts() {
    String last = "training-" + number;
    return overrides.isEmpty()
        ? List.of(network.name(), last)
        : List.of(network.name(), String.join(" ", overrides), last);
  }
}
