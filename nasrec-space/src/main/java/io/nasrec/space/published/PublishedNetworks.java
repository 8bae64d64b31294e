package io.nasrec.space.published;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The published networks by name; networks.txt names their source. */
public final class PublishedNetworks {
  /** The prefix of all names. */
  public static final String PREFIX = "nasrec:";

  private static final List<PublishedNetwork> ALL = read("networks.txt");

  private PublishedNetworks() {}

  /** The networks, grouped by data set. */
  public static List<PublishedNetwork> all() {
    return ALL;
  }

  /** Their names, in the same order. */
  public static List<String> names() {
    return ALL.stream().map(PublishedNetwork::name).toList();
  }

  /** The network of this name, such as {@code nasrec:criteo-small}; empty if there is none. */
  public static Optional<PublishedNetwork> named(String name) {
    return ALL.stream().filter(network -> network.name().equals(name)).findFirst();
  }

  private static List<PublishedNetwork> read(String resource) {
    try (InputStream in = PublishedNetworks.class.getResourceAsStream(resource)) {
      return NetworkNotation.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
