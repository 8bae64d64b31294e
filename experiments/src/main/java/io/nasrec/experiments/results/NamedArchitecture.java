package io.nasrec.experiments.results;

import io.nasrec.space.Architecture;

/**
 * An architecture with its name in a table.
 *
 * @param name a published network's name, else the fingerprint
 * @param architecture the architecture
 */
public record NamedArchitecture(String name, Architecture architecture) {

  /** Called by its fingerprint. */
  public static NamedArchitecture of(Architecture architecture) {
    return new NamedArchitecture(architecture.fingerprint(), architecture);
  }
}
