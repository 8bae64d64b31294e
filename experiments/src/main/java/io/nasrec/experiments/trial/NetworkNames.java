package io.nasrec.experiments.trial;

import io.nasrec.experiments.config.ConfigurationException;
import io.nasrec.experiments.config.Nearest;
import io.nasrec.experiments.run.RunDirectory;
import io.nasrec.space.InterchangeFile;
import io.nasrec.space.InvalidArchitectureException;
import io.nasrec.space.published.PublishedNetwork;
import io.nasrec.space.published.PublishedNetworks;
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
import java.util.stream.Stream;

/**
 * Finds the networks that a user names: a baseline, a published network, a file in the interchange
 * format, or the directory of a search's run, whose winner is meant.
 */
public final class NetworkNames {
  private final List<NamedNetwork> networks = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private NetworkNames() {}

  /**
   * Finds networks.
   *
   * @param texts what the user wrote, such as {@code deepfm} or {@code best-architecture.json}
   * @return one per text, in the same order
   * @throws ConfigurationException naming every text that is no network
   */
  public static List<NamedNetwork> find(List<String> texts) {
    NetworkNames found = new NetworkNames();
    texts.forEach(found::add);
    if (!found.problems.isEmpty()) {
      throw new ConfigurationException(found.problems);
    }
    return List.copyOf(found.networks);
  }

  /**
   * Finds one baseline.
   *
   * @throws ConfigurationException if none has that name
   */
  public static NamedNetwork baseline(String name) {
    return new NamedNetwork(
        name,
        new NamedNetwork.HandCrafted(
            Baseline.of(name)
                .orElseThrow(
                    () ->
                        new ConfigurationException(
                            List.of("--baseline %s: %s".formatted(name, unknown(name)))))));
  }

  /**
   * Finds one network of the search space.
   *
   * @throws ConfigurationException if the text names none
   */
  public static NamedNetwork architecture(String text) {
    NamedNetwork network = find(List.of(text)).get(0);
    if (network.source() instanceof NamedNetwork.HandCrafted) {
      throw new ConfigurationException(
          List.of("--architecture %s: is a baseline; say --baseline %s".formatted(text, text)));
    }
    return network;
  }

  private void add(String text) {
    try {
      NamedNetwork network = find(text);
      if (!names.add(network.name())) {
        problems.add(text + ": another network is called " + network.name() + " already");
      }
      networks.add(network);
    } catch (InvalidArchitectureException e) {
      problems.add(e.getMessage());
    } catch (IOException e) {
      problems.add(text + ": cannot be read: " + e.getMessage());
    }
  }

  private static NamedNetwork find(String text) throws IOException {
    if (Baseline.of(text).isPresent()) {
      return new NamedNetwork(text, new NamedNetwork.HandCrafted(Baseline.of(text).get()));
    }
    Optional<PublishedNetwork> published = PublishedNetworks.named(text);
    if (published.isPresent()) {
      return new NamedNetwork(text, new NamedNetwork.Found(published.get().architecture()));
    }
    Path path = Path.of(text);
    if (Files.isDirectory(path)) {
      Path winner = path.resolve(RunDirectory.BEST_ARCHITECTURE);
      if (!Files.exists(winner)) {
        throw new InvalidArchitectureException(
            path + ": no winner of a search is there (no " + RunDirectory.BEST_ARCHITECTURE + ")");
      }
      return read(name(path), winner);
    }
    if (Files.exists(path)) {
      return read(name(path).replaceFirst("\\.json$", ""), path);
    }
    throw new InvalidArchitectureException(text + ": " + unknown(text));
  }

  private static NamedNetwork read(String name, Path file) throws IOException {
    try {
      return new NamedNetwork(
          name,
          new NamedNetwork.Found(InterchangeFile.parse(Files.readString(file)).architecture()));
    } catch (InvalidArchitectureException e) {
      throw new InvalidArchitectureException(file + ": " + e.getMessage(), e);
    }
  }

  /** Last part of a path, as plain as a directory's name should be. */
  private static String name(Path path) {
    return path.toAbsolutePath()
        .normalize()
        .getFileName()
        .toString()
        .replaceAll("[^A-Za-z0-9._-]", "-");
  }

  private static String unknown(String text) {
    List<String> known =
        Stream.concat(
                Arrays.stream(Baseline.values()).map(Baseline::label),
                PublishedNetworks.names().stream())
            .toList();
    return Nearest.to(text, known)
        .map(near -> "neither a network nor a file; did you mean " + near + "?")
        .orElse(
            "neither a file, nor the directory of a run, nor one of " + String.join(", ", known));
  }
}
