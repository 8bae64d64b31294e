package io.nasrec.experiments.workflow;

import io.nasrec.commons.RandomStreams;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.ExperimentReader;
import io.nasrec.experiments.config.schema.ConfigurationException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The settings that entrants are trained with: all combinations of the experiment's choices. */
final class TunedSettings {
  private final Experiment experiment;
  private Optional<List<Tuning.Variant>> known = Optional.empty();

  @Inject
  TunedSettings(Experiment experiment) {
    this.experiment = experiment;
  }

  /**
   * All combinations, read once.
   *
   * @throws ConfigurationException if one violates a rule between keys
   */
  List<Tuning.Variant> variants() {
    if (known.isEmpty()) {
      // A combination has no choices of its own: what limits choices is not about their outcome.
      Experiment base =
          experiment.tune().isEmpty()
              ? experiment
              : ExperimentReader.variant(experiment, List.of("tune=none"), "tune");
      known = Optional.of(Tuning.of(experiment.tune()).variants(base, "tune"));
    }
    return known.get();
  }

  /**
   * All combinations.
   *
   * @param name of the random order in which they are
   */
  List<Tuning.Variant> shuffled(String name) {
    List<Tuning.Variant> shuffled = new ArrayList<>(variants());
    Collections.shuffle(
        shuffled, new Random(RandomStreams.seed(experiment.seed(), "tune " + name)));
    return shuffled;
  }
}
