package io.nasrec.experiments.workflow;

import io.nasrec.data.Dataset;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.RetrainPlan;
import io.nasrec.experiments.config.RetrainSettings;
import io.nasrec.experiments.setup.TrialSetup;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Objective;
import io.nasrec.search.scoring.TopNetworks;
import io.nasrec.space.Architecture;
import io.nasrec.supernet.model.NetworkDefinition;
import io.nasrec.supernet.trial.SuccessiveHalving;
import io.nasrec.supernet.trial.Trial;
import io.nasrec.supernet.trial.TrialResult;
import io.nasrec.supernet.trial.TrialRunner;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Trains the best networks from scratch and compares them on validation. */
final class RetrainStage {
  private static final String STAGE = RunStage.RETRAIN.label();

  private final Experiment experiment;
  private final RunDirectory directory;
  private final TrialRunners runners;

  @Inject
  RetrainStage(Experiment experiment, RunDirectory directory, TrialRunners runners) {
    this.experiment = experiment;
    this.directory = directory;
    this.runners = runners;
  }

  /**
   * Trains the best candidates by an objective.
   *
   * @return them, best score first
   */
  List<Retrained> run(Dataset dataset, List<Candidate> candidates, Objective objective) {
    List<Candidate> top = TopNetworks.of(candidates, experiment.search().topK(), objective);
    TrialSetup setup = new TrialSetup(experiment, dataset.manifest(), Optional.empty());
    List<Trial> trials = new ArrayList<>();
    for (Candidate candidate : top) {
      trials.add(trial(setup, candidate.proposal().architecture(), trials.size() + 1));
    }
    try (TrialRunner runner = runners.on(dataset)) {
      List<TrialResult> results = run(trials, runner);
      requireOne(results);
      List<Retrained> retrained = new ArrayList<>();
      for (int i = 0; i < top.size(); i++) {
        retrained.add(
            new Retrained(
                i + 1, top.get(i), List.of(new Retrained.Run(trials.get(i), results.get(i)))));
      }
      return withFinals(retrained, setup, runner);
    }
  }

  /** Trains the finalists again. */
  private List<Retrained> withFinals(
      List<Retrained> retrained, TrialSetup setup, TrialRunner runner) {
    int trainings = experiment.selected().trainings();
    List<Retrained> finalists =
        retrained.stream()
            .filter(network -> network.result().trained())
            .sorted(Comparator.comparingDouble(Retrained::loss))
            .limit(trainings == 1 ? 0 : experiment.selected().finalists())
            .toList();
    if (finalists.isEmpty()) {
      return retrained;
    }
    List<Trial> trials = new ArrayList<>();
    for (int number = 2; number <= trainings; number++) {
      for (Retrained finalist : finalists) {
        trials.add(further(setup, finalist, number));
      }
    }
    List<TrialResult> results = runner.run(STAGE + ", finalists", trials);
    return retrained.stream()
        .map(network -> network.and(runs(finalists.indexOf(network), finalists, trials, results)))
        .toList();
  }

  private static List<Retrained.Run> runs(
      int finalist, List<Retrained> finalists, List<Trial> trials, List<TrialResult> results) {
    List<Retrained.Run> runs = new ArrayList<>();
    if (finalist >= 0) {
      for (int i = finalist; i < trials.size(); i += finalists.size()) {
        runs.add(new Retrained.Run(trials.get(i), results.get(i)));
      }
    }
    return runs;
  }

  private Trial further(TrialSetup setup, Retrained finalist, int number) {
    String fingerprint = finalist.candidate().proposal().architecture().fingerprint();
    String training = "training-" + number;
    return setup.trial(
        "rank %s, network %s, %s".formatted(finalist.rank(), fingerprint, training),
        directory.finalists().resolve(fingerprint).resolve(training),
        finalist.trial().network(),
        number);
  }

  private List<TrialResult> run(List<Trial> trials, TrialRunner runner) {
    RetrainSettings retrain = experiment.retrain();
    return retrain.plan() == RetrainPlan.HALVING
        ? new SuccessiveHalving(retrain.rungs(), retrain.eta()).run(STAGE, trials, runner)
        : runner.run(STAGE, trials);
  }

  private Trial trial(TrialSetup setup, Architecture architecture, int rank) {
    String fingerprint = architecture.fingerprint();
    return setup.trial(
        "rank %s, network %s".formatted(rank, fingerprint),
        directory.candidates().resolve(fingerprint),
        new NetworkDefinition.Searched(architecture, experiment.space().layerNorm()),
        1);
  }

  private void requireOne(List<TrialResult> results) {
    List<String> causes = new ArrayList<>();
    for (TrialResult result : results) {
      int rank = causes.size() + 1;
      result.diverged().ifPresent(cause -> causes.add("rank " + rank + ": " + cause));
    }
    if (causes.size() == results.size()) {
      throw Divergence.in(
          "retrain",
          experiment.retrain().learningRate(),
          "every training diverged (" + String.join("; ", causes) + ")");
    }
  }
}
