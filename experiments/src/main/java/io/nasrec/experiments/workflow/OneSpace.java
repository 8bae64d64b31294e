package io.nasrec.experiments.workflow;

import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.results.NamedArchitecture;
import io.nasrec.space.Architecture;
import io.nasrec.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;

/** Checks that given networks belong to the experiment's space. */
final class OneSpace {
  private OneSpace() {}

  /**
   * Checks all of them at once.
   *
   * @throws ConfigurationException naming those of another space
   */
  static void require(SearchSpace space, List<NamedArchitecture> architectures) {
    List<String> problems = new ArrayList<>();
    for (NamedArchitecture named : architectures) {
      Architecture architecture = named.architecture();
      if (!architecture.space().equals(space)) {
        problems.add(
            "%s: must be of %s with %s blocks (space.name, space.blocks), but is of %s with %s"
                .formatted(
                    named.name(),
                    space.name(),
                    space.blocks(),
                    architecture.space().name(),
                    architecture.space().blocks()));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }
}
