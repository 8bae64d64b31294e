package io.nasrec.experiments.workflow;

import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.setup.ExperimentSetup;
import io.nasrec.space.Architecture;
import io.nasrec.supernet.baseline.Baseline;
import io.nasrec.supernet.model.NetworkDefinition;
import java.util.List;

/**
 * A network that the user named.
 *
 * @param name its name in tables and as a directory
 * @param source its definition
 */
public record NamedNetwork(String name, Source source) {

  /** A network's definition, without the settings that come from the experiment. */
  public sealed interface Source {}

  /** A network of the search space. */
  public record Found(Architecture architecture) implements Source {}

  /** A network from the literature. */
  public record HandCrafted(Baseline baseline) implements Source {}

  /** The network of a trained model, with its own widths. */
  public record OfModel(NetworkDefinition definition) implements Source {}

  /** A network of the search space, called by its fingerprint. */
  public static NamedNetwork of(Architecture architecture) {
    return new NamedNetwork(architecture.fingerprint(), new Found(architecture));
  }

  /** The hand-crafted networks of an experiment. */
  public static List<NamedNetwork> baselines(Experiment experiment) {
    return experiment.baseline().networks().stream()
        .map(baseline -> new NamedNetwork(baseline.label(), new HandCrafted(baseline)))
        .toList();
  }

  /** The network as an experiment builds it. */
  public NetworkDefinition definition(Experiment experiment) {
    if (source instanceof OfModel model) {
      return model.definition();
    }
    if (source instanceof Found found) {
      return new NetworkDefinition.Searched(found.architecture(), experiment.space().layerNorm());
    }
    return new NetworkDefinition.HandCrafted(
        ((HandCrafted) source).baseline(), new ExperimentSetup(experiment).baselineShapes());
  }
}
