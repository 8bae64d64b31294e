package io.nasrec.experiments.cli;

import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.SpaceName;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.config.schema.Nearest;
import io.nasrec.experiments.setup.ExperimentSetup;
import io.nasrec.space.Architecture;
import io.nasrec.space.InterchangeFile;
import io.nasrec.space.InvalidArchitectureException;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.crafted.CraftedNetwork;
import io.nasrec.space.crafted.CraftedShape;
import java.util.List;
import java.util.Optional;

/**
 * A hand-crafted network by the name of its encoding, {@code crafted:NAME}: in the space and the
 * widths of an experiment, or in seven blocks without one.
 */
final class CraftedArgument {
  /** As deep as seven blocks allow; hidden layers about as wide as in the published networks. */
  private static final CraftedShape WITHOUT_EXPERIMENT = new CraftedShape(3, 256, 64);

  private CraftedArgument() {}

  /** Whether a text names such a network, known or not. */
  static boolean matches(String given) {
    return given.startsWith(CraftedNetwork.PREFIX);
  }

  /**
   * The network as a document.
   *
   * @throws InvalidArchitectureException if there is none with that name, or the blocks do not
   *     suffice
   * @throws ConfigurationException if the experiment has another space
   */
  static InterchangeFile of(String given, Optional<Experiment> experiment) {
    CraftedNetwork network =
        CraftedNetwork.named(given)
            .orElseThrow(
                () ->
                    new InvalidArchitectureException(
                        "%s: unknown hand-crafted network; known ones: %s%s"
                            .formatted(
                                given,
                                String.join(", ", CraftedNetwork.names()),
                                Nearest.to(given, CraftedNetwork.names())
                                    .map(nearest -> "; did you mean " + nearest + "?")
                                    .orElse(""))));
    Architecture architecture =
        experiment
            .map(e -> encoding(network, e))
            .orElseGet(
                () ->
                    network.architecture(
                        SearchSpace.plus(SearchSpace.PUBLISHED_BLOCKS), WITHOUT_EXPERIMENT));
    return InterchangeFile.of(
        architecture, experiment.map(e -> e.space().layerNorm()).orElse(true));
  }

  private static Architecture encoding(CraftedNetwork network, Experiment experiment) {
    if (experiment.space().name() != SpaceName.NASREC_PLUS) {
      throw new ConfigurationException(
          List.of(
              "%s: only %s encodes hand-crafted networks, but space.name is %s; add --set %s"
                  .formatted(
                      network.title(),
                      SpaceName.NASREC_PLUS,
                      experiment.space().name(),
                      "space.name=" + SpaceName.NASREC_PLUS)));
    }
    ExperimentSetup setup = new ExperimentSetup(experiment);
    return network.architecture(setup.space(), setup.craftedShape());
  }
}
