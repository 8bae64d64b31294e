package io.nasrec.experiments.cli;

import io.nasrec.experiments.config.ConfigurationException;
import io.nasrec.experiments.config.Nearest;
import io.nasrec.experiments.run.RunDirectory;
import io.nasrec.experiments.trial.NamedNetwork;
import io.nasrec.space.InvalidArchitectureException;
import io.nasrec.supernet.baseline.Baseline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Networks as they are named on the command line: a baseline, an architecture ({@link
 * ArchitectureArgument}), or the directory of a search's run, whose winner is meant.
 */
final class NetworkArguments {
  private NetworkArguments() {}

  /**
   * Finds networks.
   *
   * @param given what the user wrote, such as {@code deepfm} or {@code best-architecture.json}
   * @return one per text, in the same order
   * @throws ConfigurationException naming every text that is no network
   */
  static List<NamedNetwork> all(List<String> given) throws IOException {
    List<NamedNetwork> networks = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String text : given) {
      try {
        NamedNetwork network = Baseline.of(text).isPresent() ? baseline(text) : architecture(text);
        networks.add(network);
        if (!names.add(network.name())) {
          problems.add(text + ": another network is called " + network.name() + " already");
        }
      } catch (InvalidArchitectureException e) {
        problems.add(e.getMessage() + nearest(text) + "; the baselines are " + baselines());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return List.copyOf(networks);
  }

  /**
   * Finds a baseline.
   *
   * @throws ConfigurationException if none has that name
   */
  static NamedNetwork baseline(String given) {
    Optional<Baseline> baseline = Baseline.of(given);
    if (baseline.isEmpty()) {
      throw new ConfigurationException(
          List.of(
              "--baseline %s: is none%s; the baselines are %s"
                  .formatted(given, nearest(given), baselines())));
    }
    return new NamedNetwork(given, new NamedNetwork.HandCrafted(baseline.get()));
  }

  /**
   * Finds a network of the search space.
   *
   * @throws InvalidArchitectureException if the text names none
   */
  static NamedNetwork architecture(String given) throws IOException {
    if (given.isBlank()) {
      throw new InvalidArchitectureException("'': an empty name is no network's");
    }
    Path path = Path.of(given);
    if (Files.isDirectory(path)) {
      Path winner = path.resolve(RunDirectory.BEST_ARCHITECTURE);
      if (!Files.exists(winner)) {
        throw new InvalidArchitectureException(
            path + ": no search has ended there (no " + RunDirectory.BEST_ARCHITECTURE + ")");
      }
      return found(name(path), ArchitectureArgument.of(winner.toString()));
    }
    ArchitectureArgument argument = ArchitectureArgument.of(given);
    String name =
        argument.published().isPresent() ? given : name(path).replaceFirst("\\.json$", "");
    return found(name, argument);
  }

  private static NamedNetwork found(String name, ArchitectureArgument argument) {
    return new NamedNetwork(name, new NamedNetwork.Found(argument.architecture()));
  }

  private static String name(Path path) {
    return path.toAbsolutePath().normalize().getFileName().toString();
  }

  private static String nearest(String given) {
    return Nearest.to(given, Arrays.stream(Baseline.values()).map(Baseline::label).toList())
        .map(near -> "; did you mean " + near + "?")
        .orElse("");
  }

  private static String baselines() {
    return Arrays.stream(Baseline.values()).map(Baseline::label).collect(Collectors.joining(", "));
  }
}
