package io.nasrec.experiments.workflow;

import io.nasrec.data.Manifest;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.setup.TrialSetup;
import io.nasrec.supernet.model.WarmStart;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.trial.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The trials of networks that the user named, below one directory.
 *
 * @param root contains {@code networks/NAME/training-N}
 * @param data what is learned from
 * @param start the model that weights start from; empty for initial values
 */
public record NamedTrials(Path root, Manifest data, Optional<WarmStart> start) {

  /**
   * A training.
   *
   * @param experiment how it is trained
   * @param overrides how that differs from the common settings, {@code key.path=value} each
   * @param number its number, from 1; trainings differ only in their random numbers
   */
  public Trial training(
      NamedNetwork network, Experiment experiment, List<String> overrides, int number) {
    List<String> parts = parts(network, overrides, "training-" + number);
    return new TrialSetup(experiment, data, start)
        .trial(name(parts), directory(parts), network.definition(experiment), number);
  }

  /**
   * A network with settings.
   *
   * @param experiment with the settings
   * @param settings how that differs from the common one, {@code key.path=value} each
   */
  Entrant entrant(NamedNetwork network, Experiment experiment, List<String> settings) {
    Path first = directory(parts(network, settings, "training-1"));
    return new Entrant(
        network.name(),
        network.definition(experiment),
        settings,
        new TrialSetup(experiment, data, start),
        first,
        first.getParent());
  }

  /**
   * The training on all rows that follows one.
   *
   * @param best where the weights of that one were best
   */
  public Trial onAllRows(
      NamedNetwork network, Experiment experiment, int number, Training.Evaluated best) {
    List<String> parts = parts(network, List.of(), "all-rows-" + number);
    return new TrialSetup(experiment, data, start)
        .onAllRows(
            training(network, experiment, List.of(), number), name(parts), directory(parts), best);
  }

  private static List<String> parts(NamedNetwork network, List<String> overrides, String last) {
    return overrides.isEmpty()
        ? List.of(network.name(), last)
        : List.of(network.name(), String.join(" ", overrides), last);
  }

  private static String name(List<String> parts) {
    return String.join(" ", parts);
  }

  /** A name may contain characters that some file systems do not allow. */
  private Path directory(List<String> parts) {
    Path path = root.resolve("networks");
    for (String part : parts) {
      path = path.resolve(part.replaceAll("[\\\\/:*?\"<>|]", "-"));
    }
    return path;
  }
}
