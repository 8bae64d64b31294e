package io.nasrec.experiments.cli;

import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.config.schema.Nearest;
import io.nasrec.experiments.workflow.NamedNetwork;
import io.nasrec.space.InvalidArchitectureException;
import io.nasrec.supernet.baseline.Baseline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Networks named on the command line: a baseline, or any form of {@link ArchitectureArgument}. */
public final class NetworkArguments {
  private NetworkArguments() {}

  /**
   * Finds networks.
   *
   * @param given what the user wrote, such as {@code deepfm} or {@code best-architecture.json}
   * @param experiment says how hand-crafted networks are encoded
   * @return one per text, in the same order
   * @throws ConfigurationException naming every text that is not a network
   */
  public static List<NamedNetwork> all(List<String> given, Experiment experiment)
      throws IOException {
    List<NamedNetwork> networks = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String text : given) {
      try {
        NamedNetwork network =
            Baseline.of(text).isPresent() ? baseline(text) : architecture(text, experiment);
        networks.add(network);
        if (!names.add(network.name())) {
          problems.add(text + ": another network is already called " + network.name());
        }
      } catch (InvalidArchitectureException e) {
        problems.add(e.getMessage() + nearest(text) + "; known baselines: " + baselines());
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
   * @throws ConfigurationException if there is none with that name
   */
  static NamedNetwork baseline(String given) {
    Optional<Baseline> baseline = Baseline.of(given);
    if (baseline.isEmpty()) {
      throw new ConfigurationException(
          List.of(
              "--baseline %s: unknown baseline%s; known baselines: %s"
                  .formatted(given, nearest(given), baselines())));
    }
    return new NamedNetwork(given, new NamedNetwork.HandCrafted(baseline.get()));
  }

  /**
   * Finds a network of the search space.
   *
   * @param experiment says how hand-crafted networks are encoded
   * @throws InvalidArchitectureException if the text does not name one
   */
  static NamedNetwork architecture(String given, Experiment experiment) throws IOException {
    ArchitectureArgument argument = ArchitectureArgument.of(given, Optional.of(experiment));
    return new NamedNetwork(argument.name(), new NamedNetwork.Found(argument.architecture()));
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
