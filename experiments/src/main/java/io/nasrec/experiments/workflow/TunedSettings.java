package io.nasrec.experiments.workflow;

import io.nasrec.commons.RandomStreams;
import io.nasrec.commons.Sha256;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.ExperimentReader;
import io.nasrec.experiments.config.schema.ConfigurationException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The settings that entrants are trained with: all combinations of the experiment's choices. */
final class TunedSettings {
  private final Experiment experiment;
  private final Tuning tuning;

  /**
   * A combination.
   *
   * @param settings {@code key.path=value} each; none if nothing is tuned
   * @param experiment with them
   */
  record Variant(List<String> settings, Experiment experiment) {
    /** Tells them apart in the names of directories; empty if nothing is tuned. */
    String suffix() {
      return settings.isEmpty() ? "" : "-" + Sha256.of(String.join(" ", settings)).substring(0, 8);
    }
  }

  @Inject
  TunedSettings(Experiment experiment) {
    this.experiment = experiment;
    this.tuning = Tuning.of(experiment.tune());
  }

  /**
   * All combinations.
   *
   * @param name of the random order in which they are
   * @throws ConfigurationException if a combination violates a rule between keys
   */
  List<Variant> shuffled(String name) {
    List<Variant> variants = new ArrayList<>();
    Set<String> problems = new LinkedHashSet<>();
    for (List<String> settings : tuning.combinations()) {
      try {
        variants.add(new Variant(settings, variant(settings)));
      } catch (ConfigurationException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(List.copyOf(problems));
    }
    Collections.shuffle(
        variants, new Random(RandomStreams.seed(experiment.seed(), "tune " + name)));
    return variants;
  }

  private Experiment variant(List<String> settings) {
    if (settings.isEmpty()) {
      return experiment;
    }
    List<String> overrides = new ArrayList<>(settings);
    // The choice is made; what limits choices is not about its outcome.
    overrides.add("tune=none");
    return ExperimentReader.variant(experiment, overrides, "tune");
  }
}
