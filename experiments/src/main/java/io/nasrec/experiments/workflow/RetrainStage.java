package io.nasrec.experiments.workflow;

import io.nasrec.commons.Sha256;
import io.nasrec.data.Dataset;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.setup.TrialSetup;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Objective;
import io.nasrec.search.scoring.TopNetworks;
import io.nasrec.space.Architecture;
import io.nasrec.supernet.model.NetworkDefinition;
import io.nasrec.supernet.trial.TrialRunner;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Trains the best networks from scratch and compares them on validation. */
final class RetrainStage {
  private final Experiment experiment;
  private final RunDirectory directory;
  private final TunedSettings tuned;
  private final Competition competition;
  private final TrialRunners runners;

  @Inject
  RetrainStage(
      Experiment experiment,
      RunDirectory directory,
      TunedSettings tuned,
      Competition competition,
      TrialRunners runners) {
    this.experiment = experiment;
    this.directory = directory;
    this.tuned = tuned;
    this.competition = competition;
    this.runners = runners;
  }

  /**
   * Trains the best candidates by an objective.
   *
   * @return them, best score first
   */
  List<Retrained> run(Dataset dataset, List<Candidate> candidates, Objective objective) {
    List<Candidate> top = TopNetworks.of(candidates, experiment.search().topK(), objective);
    List<Tuning.Variant> variants = tuned.shuffled("found networks");
    List<Entrant> entrants = new ArrayList<>();
    for (Candidate candidate : top) {
      entrants.add(
          entrant(
              candidate.proposal().architecture(),
              entrants.size() + 1,
              variants.get(entrants.size() % variants.size()),
              dataset));
    }
    try (TrialRunner runner = runners.on(dataset)) {
      List<Contender> contenders = competition.run(RunStage.RETRAIN.label(), entrants, runner);
      requireOne(contenders);
      List<Retrained> retrained = new ArrayList<>();
      for (int i = 0; i < top.size(); i++) {
        retrained.add(new Retrained(i + 1, top.get(i), contenders.get(i)));
      }
      return retrained;
    }
  }

  private Entrant entrant(
      Architecture architecture, int rank, Tuning.Variant variant, Dataset dataset) {
    String fingerprint = architecture.fingerprint();
    String directoryName = fingerprint + suffix(variant.settings());
    return new Entrant(
        "rank %s, network %s".formatted(rank, fingerprint),
        new NetworkDefinition.Searched(architecture, variant.experiment().space().layerNorm()),
        variant.settings(),
        new TrialSetup(variant.experiment(), dataset.manifest(), Optional.empty()),
        directory.candidates().resolve(directoryName),
        directory.finalists().resolve(directoryName));
  }

  /** Tells settings apart in the names of directories; empty if nothing is tuned. */
  private static String suffix(List<String> settings) {
    return settings.isEmpty() ? "" : "-" + Sha256.of(String.join(" ", settings)).substring(0, 8);
  }

  private void requireOne(List<Contender> contenders) {
    if (Contender.best(contenders).isPresent()) {
      return;
    }
    List<String> causes = new ArrayList<>();
    for (Contender contender : contenders) {
      int rank = causes.size() + 1;
      contender.result().diverged().ifPresent(cause -> causes.add("rank " + rank + ": " + cause));
    }
    throw Divergence.in(
        "retrain",
        experiment.retrain().learningRate(),
        "every training diverged (" + String.join("; ", causes) + ")");
  }
}
